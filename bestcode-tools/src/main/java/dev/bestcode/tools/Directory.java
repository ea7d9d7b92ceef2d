package dev.bestcode.tools;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;

/// An open directory. Every operation takes the name of a direct entry and follows no link, so what
/// is reached is what lies in this very directory, whatever happens to the path that led here.
/// Used by one worker at a time.
interface Directory extends Closeable {
    /// Open the root of a tree: by handle where the platform has one (Linux), else by path.
    @SuppressWarnings("StreamResourceLeak") // the answer owns the stream
    static Directory open(Path root) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(root);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new HandleDirectory(root, root, secure);
        }
        stream.close();
        return new PathDirectory(root, root.toRealPath(LinkOption.NOFOLLOW_LINKS));
    }

    /// Absolute, for messages and for what can only be asked by path.
    Path path();

    /// What the name stands for, without following a link; empty when there is nothing.
    Optional<BasicFileAttributes> attributes(Path name) throws IOException;

    PosixFileAttributes posixAttributes(Path name) throws IOException;

    Directory directory(Path name) throws IOException;

    FileChannel read(Path name) throws IOException;

    /// Create a file that does not exist yet, for writing.
    FileChannel create(Path name) throws IOException;

    /// Create a directory that does not exist yet.
    void createDirectory(Path name) throws IOException;

    /// Give a file mode, owner and group of another; owner and group as far as this user may.
    void setPosixAttributes(Path name, PosixFileAttributes like) throws IOException;

    /// Rename within this directory in one step, over what is there.
    void replace(Path from, Path to) throws IOException;

    void delete(Path name) throws IOException;

    /// Make the names of this directory durable.
    void force() throws IOException;

    /// The names in order; once per open directory.
    List<Path> names() throws IOException;

    @Override
    void close() throws IOException;
}
