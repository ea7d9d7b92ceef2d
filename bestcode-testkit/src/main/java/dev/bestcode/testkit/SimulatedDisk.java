package dev.bestcode.testkit;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A disk in memory that forgets what was not forced, and fails on command.
///
/// Every file has what is on the medium, and versions of 512-byte sectors still on their way; every
/// directory likewise its entries. [#crash()] lets a random part of what is on its way arrive, in
/// no order, as a power cut does. All chance comes from one seed, so a failing test fails again.
/// Safe from any worker.
/// @see "Pillai et al., All File Systems Are Not Created Equal, OSDI 2014"
public final class SimulatedDisk implements KernelStorage {
    private static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Random random;
    private final SimulatedTree tree;
    private LastWrite lastWrite = new LastWrite(new SimulatedInode(), 0, Bytes.EMPTY, Bytes.EMPTY);
    private boolean owned;
    private boolean crashed;
    private long changes;
    private long writes;
    private long forces;
    private long failingWrite = NEVER;
    private long failingForce = NEVER;
    private long lastChange = NEVER;

    private SimulatedDisk(Random random, SimulatedTree tree) {
        this.random = random;
        this.tree = tree;
    }

    private record LastWrite(SimulatedInode file, long position, Bytes before, Bytes written) {}

    /// An empty disk.
    public static SimulatedDisk seeded(long seed) {
        return new SimulatedDisk(new Random(seed), new SimulatedTree());
    }

    /// Cut the power. This disk fails every call from now on.
    /// @return the disk as it is found after the restart
    public SimulatedDisk crash() {
        return locked(
                () -> {
                    crashed = true;
                    return new SimulatedDisk(
                            new Random(random.nextLong()), tree.afterCrash(random));
                });
    }

    /// Let the `n`th write from now on fail, 1 for the next; nothing of it is written.
    public void failWrite(int n) {
        locked(() -> failingWrite = writes + n);
    }

    /// Let the `n`th force of a file from now on fail, 1 for the next. Some of what it should have
    /// brought to the medium is lost, and later forces succeed without it.
    public void failForce(int n) {
        locked(() -> failingForce = forces + n);
    }

    /// Let every call that changes something fail after `n` more of them.
    public void failAfter(int n) {
        locked(() -> lastChange = changes + n);
    }

    /// Keep only the first `bytes` bytes of the last write, as a crash within it does.
    public void tearLastWrite(int bytes) {
        locked(
                () -> {
                    var last = lastWrite;
                    int kept = Math.min(bytes, last.written().size());
                    last.file().truncate(last.position() + kept);
                    if (last.before().size() > kept) {
                        var rest =
                                Arrays.copyOfRange(
                                        last.before().toByteArray(), kept, last.before().size());
                        last.file().write(rest, last.position() + kept);
                    }
                    last.file().force();
                    return kept;
                });
    }

    /// Calls so far that changed something, or tried to: create, write, truncate, rename, delete
    /// and both kinds of force.
    public long changes() {
        return locked(() -> changes);
    }

    public long writes() {
        return locked(() -> writes);
    }

    /// Forces of files so far, failed ones included.
    public long forces() {
        return locked(() -> forces);
    }

    @Override
    public String name() {
        return "simulated disk";
    }

    @Override
    public StorageFile open(String path, boolean create) throws IOException {
        return attempt(
                () -> {
                    var found = tree.find(path);
                    if (found.isEmpty() && create) {
                        change("create " + path);
                        return new OpenFile(path, tree.create(path));
                    }
                    return new OpenFile(path, tree.require(path));
                });
    }

    @Override
    public StorageFile openForReading(String path) throws IOException {
        return attempt(() -> new OpenFile(path, tree.require(path)));
    }

    @Override
    public boolean exists(String path) throws IOException {
        return attempt(() -> tree.find(path).isPresent());
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return attempt(() -> tree.list(directory));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        attempt(
                () -> {
                    change("rename " + from);
                    tree.rename(from, to);
                    return to;
                });
    }

    @Override
    public void delete(String path) throws IOException {
        attempt(
                () -> {
                    change("delete " + path);
                    tree.delete(path);
                    return path;
                });
    }

    @Override
    public void forceDirectory(String directory) throws IOException {
        attempt(
                () -> {
                    change("force directory " + directory);
                    tree.force(directory);
                    return directory;
                });
    }

    @Override
    public AutoCloseable lock() throws IOException {
        attempt(
                () -> {
                    if (owned) {
                        throw new KernelException(name() + " is in use by this process");
                    }
                    owned = true;
                    return owned;
                });
        return () -> locked(() -> owned = false);
    }

    private void change(String what) throws IOException {
        changes++;
        if (changes > lastChange) {
            throw new IOException("simulated: the disk is gone (" + what + ")");
        }
    }

    private <T> T attempt(DiskCall<T> call) throws IOException {
        lock.lock();
        try {
            if (crashed) {
                throw new IOException("simulated: the power is cut");
            }
            return call.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    @FunctionalInterface
    private interface DiskCall<T> {
        T run() throws IOException;
    }

    private final class OpenFile implements StorageFile {
        private final String path;
        private final SimulatedInode inode;

        OpenFile(String path, SimulatedInode inode) {
            this.path = path;
            this.inode = inode;
        }

        @Override
        public long size() throws IOException {
            return attempt(inode::size);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return attempt(() -> inode.read(into, position));
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            var bytes = new byte[from.remaining()];
            from.get(bytes);
            attempt(
                    () -> {
                        change("write " + path);
                        if (++writes == failingWrite) {
                            throw new IOException("simulated: write of " + path + " failed");
                        }
                        lastWrite =
                                new LastWrite(
                                        inode,
                                        position,
                                        Bytes.of(before(position)),
                                        Bytes.of(bytes));
                        inode.write(bytes, position);
                        return bytes.length;
                    });
        }

        /// All that lies at and behind the place, so that a torn write can be taken back.
        private byte[] before(long position) {
            var content = inode.content();
            return position >= content.length
                    ? new byte[0]
                    : Arrays.copyOfRange(content, (int) position, content.length);
        }

        @Override
        public void truncate(long size) throws IOException {
            attempt(
                    () -> {
                        change("truncate " + path);
                        inode.truncate(size);
                        return size;
                    });
        }

        @Override
        public void force() throws IOException {
            attempt(
                    () -> {
                        change("force " + path);
                        if (++forces == failingForce) {
                            inode.failForce(random);
                            throw new IOException("simulated: force of " + path + " failed");
                        }
                        inode.force();
                        return forces;
                    });
        }

        @Override
        public void close() {}
    }
}
