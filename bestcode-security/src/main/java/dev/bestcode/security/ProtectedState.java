package dev.bestcode.security;

import dev.bestcode.api.kernel.Bytes;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// What the protected places of a workspace were before a child ran, to be compared and restored
/// afterwards where nothing prevents a change. In between, the change is there.
final class ProtectedState {
    /// Files and folders below protected places; hooks and settings are few.
    private static final int ENTRIES_MAX = 20_000;

    /// What was undone is said so far, and then counted.
    private static final int FINDINGS_MAX = 100;

    /// A larger file is known by its size and date alone, and can only be reported.
    private static final long KEPT_BYTES_MAX = 1 << 20;

    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rwx------");

    private final Path workspace;
    private final List<ProtectedPath> paths;
    private final NavigableMap<Path, Entry> entries;

    private sealed interface Entry {
        record Folder() implements Entry {}

        record Link(Path target) implements Entry {}

        record Kept(Bytes bytes, Set<PosixFilePermission> mode) implements Entry {}

        record Known(long size, FileTime modified) implements Entry {}
    }

    private ProtectedState(
            Path workspace, List<ProtectedPath> paths, NavigableMap<Path, Entry> entries) {
        this.workspace = workspace;
        this.paths = paths;
        this.entries = entries;
    }

    static ProtectedState of(Path workspace, List<ProtectedPath> paths) throws IOException {
        return new ProtectedState(workspace, paths, look(workspace, paths));
    }

    private static NavigableMap<Path, Entry> look(Path workspace, List<ProtectedPath> paths)
            throws IOException {
        var entries = new TreeMap<Path, Entry>();
        for (var each : paths) {
            var place = workspace.resolve(each.path());
            var noFolder = NoFolder.onTheWay(workspace, place);
            if (noFolder.isPresent()) {
                entries.put(noFolder.get(), entry(noFolder.get()));
            } else if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                Files.walkFileTree(place, new Looking(entries));
            }
        }
        return entries;
    }

    private static Entry entry(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return new Entry.Link(Files.readSymbolicLink(path));
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return new Entry.Folder();
        }
        long size = Files.size(path);
        if (size > KEPT_BYTES_MAX
                || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || !Files.isReadable(path)) {
            return new Entry.Known(
                    size, Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS));
        }
        return new Entry.Kept(
                Bytes.of(Files.readAllBytes(path)),
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    /// Undo what was changed since.
    /// @return a sentence for each
    List<String> restore() throws IOException {
        var findings = new Findings();
        removeMade(findings);
        var now = look(workspace, paths);
        for (var entry : entries.entrySet()) {
            var path = entry.getKey();
            var before = entry.getValue();
            if (!before.equals(now.get(path))) {
                findings.add(
                        undone(
                                now.containsKey(path) ? "changed" : "removed",
                                path,
                                restore(path, before)));
            }
        }
        return findings.all();
    }

    /// Remove what was not there before, however much it is, without looking into it.
    private void removeMade(Findings findings) throws IOException {
        for (var each : paths) {
            var place = workspace.resolve(each.path());
            var noFolder = NoFolder.onTheWay(workspace, place);
            if (noFolder.isPresent()) {
                removeIfMade(noFolder.get(), findings);
            } else if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                Files.walkFileTree(
                        place,
                        new Thorough() {
                            @Override
                            public FileVisitResult visitFile(
                                    Path file, BasicFileAttributes attributes) {
                                removeIfMade(file, findings);
                                return FileVisitResult.CONTINUE;
                            }

                            @Override
                            public FileVisitResult postVisitDirectory(
                                    Path folder, @Nullable IOException failure) {
                                removeIfMade(folder, findings);
                                return FileVisitResult.CONTINUE;
                            }
                        });
            }
        }
    }

    private void removeIfMade(Path path, Findings findings) {
        if (!entries.containsKey(path)) {
            findings.add(undone("made", path, delete(path)));
        }
    }

    private String undone(String what, Path path, boolean done) {
        return "the command %s %s, which is protected; %s"
                .formatted(
                        what,
                        workspace.relativize(path),
                        done
                                ? "this was undone"
                                : "this could not be undone, look at it before you use it");
    }

    private static boolean delete(Path path) {
        try {
            Files.delete(path);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean restore(Path path, Entry before) {
        if (NoFolder.onTheWay(workspace, path).isPresent()) {
            return false;
        }
        try {
            return switch (before) {
                case Entry.Folder() -> {
                    Files.deleteIfExists(path);
                    Files.createDirectories(path);
                    yield true;
                }
                case Entry.Link(var target) -> {
                    Files.deleteIfExists(path);
                    Files.createSymbolicLink(path, target);
                    yield true;
                }
                case Entry.Kept(var bytes, var mode) -> {
                    var made = Files.createTempFile(path.getParent(), ".restored", "");
                    Files.write(made, bytes.toByteArray());
                    Files.setPosixFilePermissions(made, mode);
                    Files.move(made, path, StandardCopyOption.REPLACE_EXISTING);
                    yield true;
                }
                case Entry.Known _ -> false;
            };
        } catch (IOException e) {
            return false;
        }
    }

    private static final class Findings {
        private final List<String> said = new ArrayList<>();
        private int more;

        void add(String finding) {
            if (said.size() < FINDINGS_MAX) {
                said.add(finding);
            } else {
                more++;
            }
        }

        List<String> all() {
            if (more > 0) {
                said.add("%d more changes of protected places".formatted(more));
            }
            return List.copyOf(said);
        }
    }

    /// Goes also into a folder that was made unreadable, from which a program may still be run.
    private abstract static class Thorough extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !Files.isReadable(path)) {
                Files.setPosixFilePermissions(path, OWNERS);
                Files.walkFileTree(path, this);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class Looking extends Thorough {
        private final NavigableMap<Path, Entry> entries;

        Looking(NavigableMap<Path, Entry> entries) {
            this.entries = entries;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            return visitFile(folder, attributes);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (entries.size() == ENTRIES_MAX) {
                throw new IOException(
                        "more than %d files below protected folders".formatted(ENTRIES_MAX));
            }
            entries.put(file, entry(file));
            return FileVisitResult.CONTINUE;
        }
    }
}
