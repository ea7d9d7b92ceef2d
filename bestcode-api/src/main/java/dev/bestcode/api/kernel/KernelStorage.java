package dev.bestcode.api.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The bytes below a kernel: one directory tree, named by relative paths such as `log/1.log`.
/// A write is volatile until its file is forced; a create, rename or delete until its directory is.
/// Made so that a test can put a simulated disk here.
public interface KernelStorage {
    /// Where it lies, for messages to people.
    String name();

    /// Open a file for reading and writing.
    /// @param create make it, empty, when it is not there; parents are made as needed
    StorageFile open(String path, boolean create) throws IOException;

    /// Open a file for reading alone; the storage may be one that cannot be written to.
    /// @throws java.nio.file.NoSuchFileException when it is not there
    StorageFile openForReading(String path) throws IOException;

    boolean exists(String path) throws IOException;

    /// Names in a directory, sorted; empty when it is not there.
    List<String> list(String directory) throws IOException;

    /// Replace `to` by `from`, atomically.
    void rename(String from, String to) throws IOException;

    void delete(String path) throws IOException;

    /// Put creates, renames and deletes of a directory on stable storage; `""` is the top.
    void forceDirectory(String directory) throws IOException;

    /// Become the one owner, until the lock is closed.
    /// @throws KernelException naming the holder when there is another
    AutoCloseable lock() throws IOException;

    /// One open file. Reads may come from any worker, writes from one at a time.
    interface StorageFile extends AutoCloseable {
        long size() throws IOException;

        /// Fill the buffer from `position` on, or up to the end of the file.
        /// An interrupt of the caller neither ends the read nor harms others; it stays set.
        /// @return bytes read, -1 at the end
        int read(ByteBuffer into, long position) throws IOException;

        /// Write all of the buffer at `position`, growing the file as needed.
        void write(ByteBuffer from, long position) throws IOException;

        void truncate(long size) throws IOException;

        /// Put the data on stable storage. After a failure the file's content is unknown.
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }
}
