package dev.bestcode.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Does to a tree what commands do: creates, overwrites, appends, deletes, renames, links, changes
/// modes, and puts one kind of thing in another's place.
final class RandomChanges {
    private static final List<String> NAMES =
            List.of("a", "b", "src", "Main.java", "ü ö", "line\nbreak", "\"q\"", "x.log", "deep");

    private final Path root;
    private final Random random;

    RandomChanges(Path root, Random random) {
        this.root = root;
        this.random = random;
    }

    void some() throws IOException {
        for (int left = 1 + random.nextInt(6); left > 0; left--) {
            one();
        }
    }

    private void one() throws IOException {
        var path = anywhere();
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> write(path);
            case 3 -> delete(path);
            case 4 -> rename(path, anywhere());
            case 5 -> {
                clear(path);
                Files.createSymbolicLink(path, Path.of(random.nextBoolean() ? "a" : "../nowhere"));
            }
            case 6 -> {
                clear(path);
                Files.createDirectories(path);
            }
            case 7, 8 -> setMode(path);
            default -> append(path);
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// In a folder that is there, or a new one below it.
    private Path anywhere() throws IOException {
        var folder = any(folders());
        if (random.nextInt(6) == 0) {
            var below = folder.resolve(any(NAMES));
            clear(below);
            Files.createDirectories(below);
            folder = below;
        }
        return folder.resolve(any(NAMES));
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.startsWith(root.resolve(".git")))
                    .sorted()
                    .toList();
        }
    }

    private void write(Path path) throws IOException {
        clear(path);
        var content = new byte[random.nextInt(20) == 0 ? 400_000 : random.nextInt(500)];
        random.nextBytes(content);
        Files.write(path, content);
    }

    private void append(Path path) throws IOException {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            var content = new ArrayList<Byte>();
            for (byte b : Files.readAllBytes(path)) {
                content.add(b);
            }
            var more = new byte[content.size() + 1];
            for (int i = 0; i < content.size(); i++) {
                more[i] = content.get(i);
            }
            Files.write(path, more); // in place, as many programs do
        }
    }

    private void setMode(Path path) throws IOException {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            var modes = List.of("rw-r--r--", "rwxr-xr-x", "rw-------", "r--r--r--");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(any(modes)));
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            var modes = List.of("rwxr-xr-x", "rwx------");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(any(modes)));
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)
                && !to.startsWith(from)
                && !from.startsWith(to)) {
            clear(to);
            Files.move(from, to);
        }
    }

    static void delete(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            clear(path);
        }
    }

    private static void clear(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(
                            each -> {
                                try {
                                    Files.delete(each);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
