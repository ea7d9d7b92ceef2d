package dev.bestcode.organism;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;

/// Reads the files that an organism names, and none outside the project: an organism from elsewhere
/// must not be able to show a model the files of whoever runs it.
///
/// A link is followed as long as it stays inside. What is opened is what was checked: the path
/// without links, component by component, none of which may have become a link since.
final class ProjectFiles {
    /// Of all files that one reading names together; far beyond what models read as instructions.
    static final int BYTES_MAX_ALL = 8 << 20;

    /// Of a prompt's file.
    static final int BYTES_MAX = 1 << 20;

    private final Path root;
    private int bytesLeft = BYTES_MAX_ALL;

    /// @param root the project's directory
    ProjectFiles(Path root) {
        this.root = real(root);
    }

    /// Without links where it exists, so that names of files found in it start with it.
    static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory.toAbsolutePath().normalize();
        }
    }

    /// The bytes of a file as [#locate] found it.
    byte[] read(Path real) throws RefusedFile {
        try (var channel = open(root.toRealPath(), real)) {
            int max = Math.min(BYTES_MAX, bytesLeft);
            var bytes = Channels.newInputStream(channel).readNBytes(max + 1);
            if (bytes.length > BYTES_MAX) {
                throw new RefusedFile("is larger than %,d bytes".formatted(BYTES_MAX));
            }
            if (bytes.length > max) {
                throw new RefusedFile(
                        "is too much: the files that an organism names may have %,d bytes together"
                                .formatted(BYTES_MAX_ALL));
            }
            bytesLeft -= bytes.length;
            return bytes;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    String readText(Path directory, String name) throws RefusedFile {
        try {
            // A fresh decoder reports what is malformed, where String's constructor replaces it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(locate(directory, name))))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedFile("is not UTF-8; save it as UTF-8");
        }
    }

    /// A regular file of the project, by its path without links.
    Path locate(Path directory, String name) throws RefusedFile {
        try {
            var real = confined(directory, name).toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw new RefusedFile("leads through a link out of the project");
            }
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw new RefusedFile("is not a regular file");
            }
            return real;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// A path of the project that need not exist.
    Path confined(Path directory, String name) throws RefusedFile {
        var relative = path(name);
        var absolute = directory.toAbsolutePath().resolve(relative).normalize();
        if (relative.isAbsolute() || !absolute.startsWith(root)) {
            throw new RefusedFile("lies outside the project; name one inside it");
        }
        return absolute;
    }

    static Path path(String name) throws RefusedFile {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new RefusedFile("is not a path on this system");
        }
    }

    private static RefusedFile unreadable(IOException e) {
        return e instanceof NoSuchFileException
                ? new RefusedFile("does not exist; it is looked for beside the file that names it")
                : new RefusedFile("cannot be read (" + e.getClass().getSimpleName() + ")");
    }

    private static SeekableByteChannel open(Path realRoot, Path real) throws IOException {
        try (var stream = Files.newDirectoryStream(realRoot)) {
            return stream instanceof SecureDirectoryStream<Path> secure
                    ? open(secure, realRoot.relativize(real))
                    : Files.newByteChannel(
                            real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static SeekableByteChannel open(SecureDirectoryStream<Path> directory, Path relative)
            throws IOException {
        var first = relative.getName(0);
        if (relative.getNameCount() > 1) {
            try (var next = directory.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
                return open(next, relative.subpath(1, relative.getNameCount()));
            }
        }
        var view =
                directory.getFileAttributeView(
                        first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!view.readAttributes().isRegularFile()) {
            throw new IOException("not a regular file any more");
        }
        return directory.newByteChannel(
                first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }
}
