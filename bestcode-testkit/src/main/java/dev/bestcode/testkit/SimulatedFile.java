package dev.bestcode.testkit;

import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.Random;

/// A file of a [SimulatedDisk] as someone holds it open; it stays readable when it is deleted.
final class SimulatedFile implements StorageFile {
    private final SimulatedCalls calls;
    private final SimulatedTree tree;
    private final Random random;
    private final String path;
    private final SimulatedInode inode;
    private final boolean writable;
    private volatile boolean closed;

    SimulatedFile(
            SimulatedCalls calls,
            SimulatedTree tree,
            Random random,
            String path,
            SimulatedInode inode,
            boolean writable) {
        this.calls = calls;
        this.tree = tree;
        this.random = random;
        this.path = path;
        this.inode = inode;
        this.writable = writable;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return calls.attempt(SimulatedCall.SIZE, path, inode::size);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        requireOpen();
        return calls.attempt(SimulatedCall.READ, path, () -> inode.read(into, position));
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        requireWritable();
        calls.attemptWith(
                SimulatedCall.WRITE,
                path,
                fault -> {
                    if (fault.isPresent()) {
                        write(from, position, fault.get().bytesWritten());
                        throw fault.get().failure(SimulatedCall.WRITE, path);
                    }
                    long growth = Math.max(0, position + from.remaining() - inode.size());
                    if (growth > tree.room()) {
                        write(from, position, inode.size() + tree.room() - position);
                        throw new FileSystemException(path, null, SimulatedFault.NO_SPACE);
                    }
                    return write(from, position, from.remaining());
                });
    }

    private int write(ByteBuffer from, long position, long atMost) {
        int length = Math.clamp(atMost, 0, from.remaining());
        inode.write(from.slice(from.position(), length), position);
        from.position(from.position() + length);
        tree.wrote(inode);
        return length;
    }

    @Override
    public void truncate(long size) throws IOException {
        requireWritable();
        calls.attempt(
                SimulatedCall.TRUNCATE,
                path,
                () -> {
                    inode.truncate(size);
                    return size;
                });
    }

    @Override
    public void force() throws IOException {
        requireWritable();
        calls.attemptWith(
                SimulatedCall.FORCE,
                path,
                fault -> {
                    if (fault.isEmpty()) {
                        inode.force();
                        return path;
                    }
                    if (!fault.get().pagesKept()) {
                        inode.loseSome(random);
                    }
                    throw fault.get().failure(SimulatedCall.FORCE, path);
                });
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private void requireWritable() throws ClosedChannelException {
        requireOpen();
        if (!writable) {
            throw new IllegalStateException(
                    path + " was opened for reading alone; open it for writing to change it");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
