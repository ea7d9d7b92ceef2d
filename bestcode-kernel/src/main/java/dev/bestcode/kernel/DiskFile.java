package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// A file behind two channels. A [FileChannel] closes for everybody when a worker is interrupted in
/// it, so only who writes uses that one; what any worker may call goes through the reader.
record DiskFile(FileChannel writer, DiskReader reader) implements StorageFile {
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
            return new DiskFile(writer, DiskReader.open(path));
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
        return reader.read(into, position);
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        drain(from, position, writer::write);
    }

    /// Goes on until nothing remains, however little each transfer takes.
    static void drain(ByteBuffer from, long position, DiskReader.Transfer transfer)
            throws IOException {
        long at = position;
        while (from.hasRemaining()) {
            at += transfer.at(from, at);
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
