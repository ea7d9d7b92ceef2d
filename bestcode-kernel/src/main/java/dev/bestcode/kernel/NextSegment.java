package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Keeps the file for the next segment ready: zeros up to its end, forced. A write into space that
/// is there already can neither fail for want of room nor make the file system log a change of its
/// own, which costs as much as the write.
///
/// While the disk is full, nothing is prepared, and a commit that needs a segment tries the
/// smallest that will do and no other: it is never refused without a look, and a look that fails
/// costs one try.
final class NextSegment {
    private static final int CHUNK_BYTES = 1 << 20;

    private final KernelStorage storage;
    private final UpkeepWorker worker;
    private Optional<Future<?>> making = Optional.empty();
    private int makingBytes;

    /// Whether the last commit that needed a segment found no room for one.
    private boolean full;

    NextSegment(KernelStorage storage, UpkeepWorker worker) {
        this.storage = storage;
        this.worker = worker;
    }

    /// Begin, unless it has begun. Called by the log thread alone, like all here.
    void prepare(int bytes) {
        if (making.isEmpty() && !full) {
            makingBytes = bytes;
            making = Optional.of(worker.start("making the next segment", () -> make(bytes)));
        }
    }

    /// Have the file of at least so many bytes at [LogNames#NEXT]. One that is being made is waited
    /// for in any case: whoever still made it would write zeros over what took its place.
    /// @throws IOException when there is no room for it; nothing else is touched then
    void await(int bytes) throws IOException {
        await(bytes, bytes);
    }

    /// The same, of the smallest size where there is no room for the wanted one.
    void await(int wanted, int smallest) throws IOException {
        boolean made = making.isPresent() && succeeded(making.get()) && makingBytes >= wanted;
        making = Optional.empty();
        if (!made && !(wanted > smallest && !full && fits(wanted))) {
            full = true;
            make(smallest);
        }
        full = false;
    }

    private boolean fits(int bytes) {
        try {
            make(bytes);
            return true;
        } catch (IOException noRoom) { // perhaps for a smaller one
            return false;
        }
    }

    private static boolean succeeded(Future<?> future) {
        try {
            Uninterruptibly.get(future::get);
            return true;
        } catch (ExecutionException reported) {
            return false;
        }
    }

    private void make(int bytes) throws IOException {
        NewFile.make(
                storage,
                LogNames.NEXT,
                file -> {
                    for (int at = 0; at < bytes; at += CHUNK_BYTES) {
                        file.write(ByteBuffer.allocate(Math.min(CHUNK_BYTES, bytes - at)), at);
                    }
                    file.force();
                });
    }
}
