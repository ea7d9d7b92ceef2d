package dev.bestcode.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;

/// The reading side of a file. It goes through an [AsynchronousFileChannel], where an interrupt
/// ends the wait of one caller and nothing else; a `FileChannel` would close for everybody.
record DiskReader(String path, AsynchronousFileChannel channel) implements ReadOnlyFile {
    /// A read or a write that may do less than it is asked to.
    @FunctionalInterface
    interface Transfer {
        int at(ByteBuffer bytes, long position) throws IOException;
    }

    static DiskReader open(Path path) throws IOException {
        return new DiskReader(
                path.toString(), AsynchronousFileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public long size() throws IOException {
        return channel.size();
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
        var pending = channel.read(into, position);
        try {
            return Uninterruptibly.get(pending::get);
        } catch (ExecutionException e) {
            throw new IOException(path + ": " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
