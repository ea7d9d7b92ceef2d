package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// A file behind two channels. A [FileChannel] closes for everybody when a worker is interrupted in
/// it, so only the log thread uses that one; reads, which come from any worker, go through an
/// [AsynchronousFileChannel], where an interrupt ends the wait of one caller and nothing else.
final class DiskFile implements StorageFile {
    private final FileChannel writer;
    private final AsynchronousFileChannel reader;

    private DiskFile(FileChannel writer, AsynchronousFileChannel reader) {
        this.writer = writer;
        this.reader = reader;
    }

    static DiskFile open(Path path, boolean create) throws IOException {
        var options =
                create
                        ? Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE)
                        : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        var writer = FileChannel.open(path, options, OwnerOnly.file(path));
        try {
            return new DiskFile(
                    writer, AsynchronousFileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    @Override
    public long size() throws IOException {
        return reader.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        int total = 0;
        while (into.hasRemaining()) {
            int read = readOnce(into, position + total);
            if (read < 0) {
                return total == 0 ? -1 : total;
            }
            total += read;
        }
        return total;
    }

    private int readOnce(ByteBuffer into, long position) throws IOException {
        var pending = reader.read(into, position);
        try {
            return Uninterruptibly.get(pending::get);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        long at = position;
        while (from.hasRemaining()) {
            at += writer.write(from, at);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        writer.truncate(size);
    }

    @Override
    public void force() throws IOException {
        writer.force(false);
    }

    @Override
    public void close() throws IOException {
        try (reader) {
            writer.close();
        }
    }
}
