package dev.bestcode.security;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Sees to it that every protected place of a workspace is there while a child runs, because what
/// is missing cannot be mounted over and could be made by the child. What was made for that is
/// removed with the last child, if it is still empty.
///
/// The workspace is a child's to change, so no link in it is followed.
final class ProtectedPlaces {
    private static final int FOLDER_MODE = 0755;
    private static final int FILE_MODE = 0644;

    private final LinuxKernel kernel;
    private final Path workspace;
    private final List<ProtectedPath> always;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ProtectedPath, Integer> made = new HashMap<>();
    private Optional<List<ProtectedPath>> repositories = Optional.empty();

    /// @param paths those that are protected besides repositories
    ProtectedPlaces(LinuxKernel kernel, Path workspace, List<ProtectedPath> paths) {
        this.kernel = kernel;
        this.workspace = workspace;
        this.always = new ArrayList<>(paths);
        always.addAll(ProtectedPath.ofRepository(Path.of(Repositories.GIT)));
    }

    /// What is protected now: repositories only that were there before the first child.
    List<ProtectedPath> paths() {
        lock.lock();
        try {
            if (repositories.isEmpty()) {
                repositories = Optional.of(Repositories.in(workspace));
            }
            var paths = new LinkedHashSet<>(always);
            paths.addAll(repositories.get());
            return List.copyOf(paths);
        } finally {
            lock.unlock();
        }
    }

    /// Make what is missing, and hold it until the guard lets go. Links are left out.
    Guard hold() throws IOException {
        lock.lock();
        try {
            var present = new ArrayList<Path>();
            var counted = new ArrayList<ProtectedPath>();
            for (var each : paths()) {
                var place = workspace.resolve(each.path());
                if (NoFolder.onTheWay(workspace, place).isPresent()) {
                    continue;
                }
                if (made.containsKey(each)) {
                    made.merge(each, 1, Integer::sum);
                    counted.add(each);
                } else if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS) && make(each)) {
                    made.put(each, 1);
                    counted.add(each);
                }
                if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isSymbolicLink(place)) {
                    present.add(place);
                }
            }
            return new Guard(present, Optional.empty(), () -> release(counted));
        } finally {
            lock.unlock();
        }
    }

    private void release(List<ProtectedPath> counted) {
        lock.lock();
        try {
            for (var each : counted) {
                if (made.merge(each, -1, Integer::sum) == 0) {
                    made.remove(each);
                    removeUnused(each);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void removeUnused(ProtectedPath each) {
        var place = workspace.resolve(each.path());
        try {
            boolean file = Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS);
            if (!file || Files.readString(place).equals(each.missing().orElse(""))) {
                Files.delete(place);
            }
        } catch (DirectoryNotEmptyException e) {
            // somebody uses it by now
        } catch (IOException e) {
            // it stays, as it was made
        }
    }

    /// @return whether it was made: not where the folder that it belongs in is missing or a link
    private boolean make(ProtectedPath each) throws IOException {
        if (each.missing().isEmpty()) {
            return false;
        }
        try (var arena = Arena.ofConfined();
                var opened = new Resources()) {
            var folder = opened.add(kernel.openPath(workspace.toString()));
            int depth = each.path().getNameCount() - 1;
            if (depth == 0) {
                make(arena, folder, each);
                return true;
            }
            try {
                for (int i = 0; i < depth; i++) {
                    folder =
                            opened.add(
                                    kernel.openAt(
                                            folder.number(),
                                            each.path().getName(i).toString(),
                                            Flags.O_PATH | kernel.architecture().noFollow(),
                                            0));
                }
                make(arena, folder, each);
                return true;
            } catch (StepFailedException e) {
                return false;
            }
        }
    }

    private void make(Arena arena, Descriptor parent, ProtectedPath each) throws IOException {
        var name = each.path().getFileName().toString();
        int flags = kernel.architecture().noFollow();
        if (each.folder()) {
            kernel.must(
                    "making " + each.path(),
                    SystemCall.MKDIRAT,
                    parent.number(),
                    arena.allocateFrom(name).address(),
                    FOLDER_MODE);
            flags |= Flags.O_PATH;
        } else {
            flags |= Flags.O_CREAT | Flags.O_EXCL | Flags.O_WRONLY;
        }
        try (var made = kernel.openAt(parent.number(), name, flags, FILE_MODE)) {
            write(arena, made, each.missing().orElse(""));
            if (ChildUser.ours() == 0) {
                kernel.must(
                        "giving " + each.path() + " to the workspace's owner",
                        SystemCall.FCHOWNAT,
                        made.number(),
                        arena.allocateFrom("").address(),
                        ChildUser.attribute(workspace, "unix:uid").orElse(0),
                        ChildUser.attribute(workspace, "unix:gid").orElse(0),
                        Flags.AT_EMPTY_PATH);
            }
        }
    }

    private void write(Arena arena, Descriptor file, String text) throws IOException {
        if (!text.isEmpty()) {
            kernel.must(
                    "writing a protected file",
                    SystemCall.WRITE,
                    file.number(),
                    arena.allocateFrom(text).address(),
                    text.length());
        }
    }
}
