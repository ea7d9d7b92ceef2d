package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// The open log, used by the log thread alone. Gathers records, writes them at once, and keeps
/// zeros ahead of its end, because a write into a file that need not grow is forced faster and
/// with fewer device bytes.
final class LogFile implements AutoCloseable {
    /// How far the file is grown at a time; one more write in 1 MiB of log.
    private static final int GROWTH_BYTES = 1 << 20;

    private static final int BATCH_BUFFER_BYTES = 256 << 10;

    private final StorageFile file;
    private final long logId;
    private ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BUFFER_BYTES);
    private long end;
    private long size;

    private LogFile(StorageFile file, Recovery.Recovered recovered) {
        this.file = file;
        this.logId = recovered.logId();
        this.end = recovered.end();
        this.size = recovered.size();
    }

    /// @param sealed whether a later open can tell that all of it was forced
    record Opened(LogFile log, State state, boolean sealed) {}

    static Opened open(KernelStorage storage, InstantSource clock, RandomGenerator random)
            throws IOException {
        refuseUnknownSegments(storage);
        if (!storage.exists(LogFormat.FILE)) {
            create(storage, clock, random);
        }
        var file = storage.open(LogFormat.FILE, false);
        try {
            var recovered = Recovery.run(file, storage.name() + "/" + LogFormat.FILE);
            var log = new LogFile(file, recovered);
            return new Opened(log, recovered.state(), recovered.sealed());
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static void refuseUnknownSegments(KernelStorage storage) throws IOException {
        for (var name : storage.list(LogFormat.DIRECTORY)) {
            var path = LogFormat.DIRECTORY + "/" + name;
            if (!path.equals(LogFormat.FILE) && !path.equals(LogFormat.FILE_IN_MAKING)) {
                throw new KernelException(
                        "%s: %s is not known here: a newer format, or a foreign file. Open it with the newer BestCode, or move the file away."
                                .formatted(storage.name(), path));
            }
        }
    }

    /// A log appears under its name only with a whole header, so a short one is always damage.
    private static void create(KernelStorage storage, InstantSource clock, RandomGenerator random)
            throws IOException {
        if (storage.exists(LogFormat.FILE_IN_MAKING)) {
            storage.delete(LogFormat.FILE_IN_MAKING);
        }
        try (var file = storage.open(LogFormat.FILE_IN_MAKING, true)) {
            var header = new LogHeader(random.nextLong(), 1, clock.instant().toEpochMilli());
            file.write(header.encode(), 0);
            file.force();
        }
        storage.rename(LogFormat.FILE_IN_MAKING, LogFormat.FILE);
        storage.forceDirectory(LogFormat.DIRECTORY);
        storage.forceDirectory("");
    }

    /// Where the body of the next gathered record will lie.
    long nextBody() {
        return end + batch.position() + LogFormat.RECORD_HEADER_BYTES;
    }

    /// Add a record to the batch.
    void gather(RecordHeader header, byte[] body) {
        if (batch.remaining() < header.length()) {
            int needed = batch.position() + header.length();
            batch =
                    ByteBuffer.allocateDirect(Math.max(needed, 2 * batch.capacity()))
                            .put(batch.flip());
        }
        header.write(batch, body, logId, end + batch.position());
    }

    /// Write what was gathered.
    void write() throws IOException {
        batch.flip();
        int length = batch.remaining();
        if (end + length > size) {
            grow(end + length);
        }
        file.write(batch, end);
        end += length;
        batch =
                batch.capacity() > 2 * Committer.BATCH_BYTES
                        ? ByteBuffer.allocateDirect(BATCH_BUFFER_BYTES)
                        : batch.clear();
    }

    private void grow(long needed) throws IOException {
        file.write(ByteBuffer.allocate(GROWTH_BYTES), needed);
        size = needed + GROWTH_BYTES;
    }

    void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
