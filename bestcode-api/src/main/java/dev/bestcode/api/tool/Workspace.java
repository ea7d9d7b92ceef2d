package dev.bestcode.api.tool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The jail: one directory tree, and no path that leads out of it. Safe from any worker.
///
/// Paths are relative to its root, with `/` between names. Links and `..` are followed within the
/// tree; what leads out of it, names a special file, is protected or may not be written is refused
/// with [java.nio.file.AccessDeniedException]. Other failures are those of [java.nio.file].
public interface Workspace {
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        /// FIFO, device, socket, or another file system: never opened.
        OTHER
    }

    /// @param identity equal for two names of one file, and different for a file put in its place
    record Status(Kind kind, long bytes, Instant modified, Object identity) {}

    record Named(String name, Kind kind) {}

    /// Whether nothing of it is ever written.
    boolean readOnly();

    /// What a path stands for; of a link with [LinkOption#NOFOLLOW_LINKS] the link itself.
    Status status(String path, LinkOption... links) throws IOException;

    /// Open a regular file. Of [java.nio.file.StandardOpenOption] are meant `READ`, `WRITE`,
    /// `CREATE`, `CREATE_NEW` and `TRUNCATE_EXISTING`; a link is followed unless
    /// [LinkOption#NOFOLLOW_LINKS] says otherwise. One that has further names is not opened for
    /// writing, as far as the platform tells: they may lie outside.
    OpenFile open(String path, Set<? extends OpenOption> options) throws IOException;

    /// What a directory holds, by name. A name that is no Unicode text is left out.
    List<Named> list(String path) throws IOException;

    /// The text of a link.
    String link(String path) throws IOException;

    /// Create a directory that does not exist yet, in one that does.
    void createDirectory(String path) throws IOException;

    /// Remove an empty directory.
    void deleteDirectory(String path) throws IOException;

    /// Remove a file or a link.
    void deleteFile(String path) throws IOException;

    /// Rename in one step, over a file that is there.
    void rename(String from, String to) throws IOException;

    /// Used by one worker at a time, the one that opened it.
    interface OpenFile extends Closeable {
        Status status() throws IOException;

        /// @return how many bytes were read; fewer than asked for only at the end, -1 there
        int read(long position, byte[] into) throws IOException;

        /// Write all of them; what lies between the end and the position is zeros.
        void write(long position, byte[] bytes) throws IOException;

        /// Write all of them at the end, wherever it is by now.
        void append(byte[] bytes) throws IOException;

        /// Cut the file, or lengthen it with zeros.
        void resize(long bytes) throws IOException;

        /// Make the content durable.
        void force() throws IOException;
    }
}
