package dev.bestcode.tools;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/// An open directory. Every operation takes the name of a direct entry and follows no link, so what
/// is reached is what lies in this very directory, whatever happens to the path that led here.
/// Names are those of [FileNames]. Used by one worker at a time.
interface Directory extends Closeable {
    /// Open the root of a tree: by the system's own calls on Linux, by the JDK's handles where
    /// those cannot be had, else by path.
    @SuppressWarnings("StreamResourceLeak") // the answer owns the stream
    static Directory open(Path root) throws IOException {
        var linux = LinuxDirectory.available();
        if (linux.isPresent()) {
            return LinuxDirectory.open(linux.get(), root);
        }
        DirectoryStream<Path> stream = Files.newDirectoryStream(root);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return HandleDirectory.open(root, secure);
        }
        stream.close();
        return new PathDirectory(root, root.toRealPath(LinkOption.NOFOLLOW_LINKS));
    }

    /// Absolute, for messages and for what can only be asked by path.
    Path path();

    /// Its own.
    Attributes attributes() throws IOException;

    /// What the name stands for; empty when there is nothing. What lies on another device than the
    /// tree's root is special.
    Optional<Attributes> attributes(String name) throws IOException;

    /// Permission bits, such as 0644.
    int mode(String name) throws IOException;

    /// All that can be told of a name without opening it; empty when there is nothing.
    default Optional<Look> look(String name) throws IOException {
        var found = attributes(name);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Look(
                                found.get(),
                                found.get().isLink() ? 0 : mode(name),
                                found.get().modified()));
    }

    /// @param mode 0 for a link, which has none of its own
    /// @param changed when its content, mode or name last changed; where the platform does not
    /// tell, when its content did
    record Look(Attributes attributes, int mode, FileTime changed) {}

    Directory directory(String name) throws IOException;

    /// This directory once more, for another worker; closed on its own.
    Directory again() throws IOException;

    /// The text of a link.
    String link(String name) throws IOException;

    /// Open a regular file.
    OpenFile read(String name) throws IOException;

    /// Open a regular file for reading and writing. One that has further names is refused, as far
    /// as the platform tells: what is written here would be written there.
    OpenFile update(String name) throws IOException;

    /// Create a file that does not exist yet, for reading and writing.
    OpenFile create(String name) throws IOException;

    /// Create a directory that does not exist yet.
    void createDirectory(String name) throws IOException;

    /// Give a file mode, owner and group of another; owner and group as far as this user may.
    void copyModeAndOwner(String from, String to) throws IOException;

    /// Rename within this directory in one step, over what is there.
    void replace(String from, String to) throws IOException;

    /// As [#replace], into another directory of the same tree.
    void move(String from, Directory into, String to) throws IOException;

    /// Remove a file or a link.
    void delete(String name) throws IOException;

    /// Remove a directory that is empty.
    void deleteDirectory(String name) throws IOException;

    /// Create a link that does not exist yet.
    /// @param target its text, as [#link] has it
    void createLink(String name, String target) throws IOException;

    /// Give a file or directory these permission bits.
    void setMode(String name, int mode) throws IOException;

    /// Make the names of this directory durable.
    void force() throws IOException;

    /// What it holds, in the order of the names; once per open directory.
    List<Entry> entries() throws IOException;

    @Override
    void close() throws IOException;
}
