package dev.bestcode.security;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A file of lines in the user's configuration. Changed under a lock, by replacing it whole.
final class UserFile {
    /// Years of answers; a longer file is not one of ours.
    private static final int BYTES_MAX = 16 << 20;

    private final Path file;

    UserFile(Path directory, String name) {
        this.file = directory.resolve(name);
    }

    Path path() {
        return file;
    }

    /// The lines, none when there is no file.
    /// @throws IOException when it cannot be read or is not ours
    List<String> lines() throws IOException {
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IOException("%s is larger than %,d bytes".formatted(file, BYTES_MAX));
            }
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /// Replace the lines; two processes at once lose none of each other's.
    void change(UnaryOperator<List<String>> change) throws IOException {
        var folder = file.resolveSibling("");
        Files.createDirectories(folder);
        var lock = file.resolveSibling(file.getFileName() + ".lock");
        try (var channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            var changed = new ArrayList<>(change.apply(lines()));
            var fresh = Files.createTempFile(folder, file.getFileName() + "-", ".new");
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.write(fresh, changed, StandardCharsets.UTF_8);
            try (var written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
