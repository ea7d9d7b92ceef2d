package dev.bestcode.security;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final List<ProtectedPath> paths;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Path, Integer> made = new HashMap<>();

    ProtectedPlaces(LinuxKernel kernel, Path workspace, List<ProtectedPath> paths) {
        this.kernel = kernel;
        this.workspace = workspace;
        this.paths = paths;
    }

    List<ProtectedPath> paths() {
        return paths;
    }

    /// Make what is missing, and hold it until [#release].
    /// @return those that are there now, links left out
    List<Path> hold() throws IOException {
        lock.lock();
        try {
            var present = new ArrayList<Path>();
            for (var each : paths) {
                var place = workspace.resolve(each.path());
                if (made.containsKey(place)) {
                    made.merge(place, 1, Integer::sum);
                } else if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS) && make(each)) {
                    made.put(place, 1);
                }
                if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isSymbolicLink(place)) {
                    present.add(place);
                }
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            for (var place : List.copyOf(made.keySet())) {
                if (made.merge(place, -1, Integer::sum) == 0) {
                    made.remove(place);
                    removeEmpty(place);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static void removeEmpty(Path place) {
        try {
            boolean file = Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS);
            if (!file || Files.size(place) == 0) {
                Files.delete(place);
            }
        } catch (DirectoryNotEmptyException e) {
            // somebody uses it by now
        } catch (IOException e) {
            // it stays, empty
        }
    }

    /// @return whether it was made: not where the folder that it belongs in is missing or a link
    private boolean make(ProtectedPath each) throws IOException {
        try (var arena = Arena.ofConfined();
                var root = kernel.openPath(workspace.toString())) {
            var folder = each.path().getParent();
            if (folder == null) {
                make(arena, root, each);
                return true;
            }
            try (var parent =
                    kernel.openAt(
                            root.number(),
                            folder.toString(),
                            Flags.O_PATH | kernel.architecture().noFollow(),
                            0)) {
                make(arena, parent, each);
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
}
