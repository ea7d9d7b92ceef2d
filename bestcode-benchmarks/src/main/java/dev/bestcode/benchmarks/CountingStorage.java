package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.testkit.ForwardingStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/// Storage that counts what a kernel asks of it.
final class CountingStorage extends ForwardingStorage {
    private final LongAdder forces = new LongAdder();
    private final LongAdder writtenBytes = new LongAdder();
    private final LongAdder zeroBytes = new LongAdder();

    CountingStorage(KernelStorage storage) {
        super(storage);
    }

    /// Forces of files, so far.
    long forces() {
        return forces.sum();
    }

    /// Bytes of all writes that held more than zeros, so far.
    long writtenBytes() {
        return writtenBytes.sum();
    }

    /// Bytes of all writes that held zeros alone: space that is prepared.
    long zeroBytes() {
        return zeroBytes.sum();
    }

    @Override
    public StorageFile open(String path, boolean create) throws IOException {
        return new CountingFile(super.open(path, create));
    }

    private final class CountingFile extends File {
        CountingFile(StorageFile file) {
            super(file);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            (isZero(from) ? zeroBytes : writtenBytes).add(from.remaining());
            super.write(from, position);
        }

        @Override
        public void force() throws IOException {
            forces.increment();
            super.force();
        }
    }

    /// Looks at the begin alone: a record starts with its length, a file with its name.
    private static boolean isZero(ByteBuffer bytes) {
        int end = Math.min(bytes.limit(), bytes.position() + 64);
        for (int i = bytes.position(); i < end; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
