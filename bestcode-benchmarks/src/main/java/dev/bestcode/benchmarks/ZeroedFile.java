package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/// A file that was zero-filled and forced beforehand, written from its begin to its end and then
/// from its begin again: the space below a log that prepares it ahead.
final class ZeroedFile implements AutoCloseable {
    private static final int FILL_BYTES = 1 << 20;

    private final FileChannel channel;
    private final long size;
    private final AtomicLong forces = new AtomicLong();
    private long position;

    private ZeroedFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /// @param bytes how much to prepare, rounded up to whole mebibytes
    static ZeroedFile create(Path path, long bytes) {
        try {
            var channel =
                    FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            long size = 0;
            var zeros = ByteBuffer.allocateDirect(FILL_BYTES);
            while (size < bytes) {
                writeFully(channel, zeros.clear(), size);
                size += FILL_BYTES;
            }
            channel.force(true);
            return new ZeroedFile(channel, size);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path, e);
        }
    }

    /// Write at the next place, and force.
    void append(ByteBuffer bytes) {
        try {
            if (position + bytes.remaining() > size) {
                position = 0;
            }
            int length = bytes.remaining();
            writeFully(channel, bytes, position);
            channel.force(false);
            position += length;
            forces.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long position)
            throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    long forces() {
        return forces.get();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
