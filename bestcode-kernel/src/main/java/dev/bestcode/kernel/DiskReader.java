package dev.bestcode.kernel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/// The reading side of a file, for any worker. It is a [RandomAccessFile], which no interrupt
/// touches, where a [FileChannel] would close for everybody; and the caller reads itself, where an
/// `AsynchronousFileChannel` hands each read to another thread and back, which takes ten times as
/// long as a small read. The file has one position, so a read takes turns with others of this file.
final class DiskReader implements ReadOnlyFile {
    /// Read in one turn, so that small reads need not wait for the whole of a large one.
    private static final int TURN_BYTES = 256 << 10;

    private final ReentrantLock turn = new ReentrantLock();
    private final String path;
    private final RandomAccessFile file;

    private DiskReader(String path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /// A read or a write that may do less than it is asked to.
    @FunctionalInterface
    interface Transfer {
        int at(ByteBuffer bytes, long position) throws IOException;
    }

    /// @throws java.nio.file.FileSystemException that says why, when the file cannot be opened
    static DiskReader open(Path path) throws IOException {
        try {
            return new DiskReader(path.toString(), new RandomAccessFile(path.toFile(), "r"));
        } catch (FileNotFoundException e) { // whatever the reason is
            FileChannel.open(path, StandardOpenOption.READ).close();
            throw e;
        }
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return fill(into, position, this::readOnce);
    }

    /// Goes on until the buffer is full or the file ends, however little each transfer brings.
    static int fill(ByteBuffer into, long position, Transfer transfer) throws IOException {
        int total = 0;
        while (into.hasRemaining()) {
            int read = transfer.at(into, position + total);
            if (read < 0) {
                return total == 0 ? -1 : total;
            }
            total += read;
        }
        return total;
    }

    private int readOnce(ByteBuffer into, long position) throws IOException {
        int length = Math.min(into.remaining(), TURN_BYTES);
        if (!into.hasArray()) {
            var bytes = new byte[length];
            int read = readOnce(bytes, 0, length, position);
            into.put(bytes, 0, Math.max(0, read));
            return read;
        }
        int at = into.arrayOffset() + into.position();
        int read = readOnce(into.array(), at, length, position);
        into.position(into.position() + Math.max(0, read));
        return read;
    }

    private int readOnce(byte[] into, int at, int length, long position) throws IOException {
        turn.lock();
        try {
            file.seek(position);
            return file.read(into, at, length);
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        turn.lock();
        try {
            file.close();
        } finally {
            turn.unlock();
        }
    }
}
