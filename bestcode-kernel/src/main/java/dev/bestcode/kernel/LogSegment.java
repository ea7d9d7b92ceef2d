package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// One file of the log and its index, for reading. A copy may take its place while readers are in
/// it; whoever finds it closed looks for the segment anew.
final class LogSegment implements AutoCloseable {
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
    private final SegmentHeader header;
    private final StorageFile file;
    private final String where;
    private final long size;
    private volatile SegmentIndex index;
    private boolean closed;

    LogSegment(SegmentHeader header, StorageFile file, String where, SegmentIndex index)
            throws IOException {
        this.header = header;
        this.file = file;
        this.where = where;
        this.size = file.size(); // for good: what is written to has its size from the start
        this.index = index;
    }

    SegmentHeader header() {
        return header;
    }

    StorageFile file() {
        return file;
    }

    /// Bytes of the file.
    long size() {
        return size;
    }

    /// A view of its records.
    /// @param bytes read at once
    RecordWindow window(int bytes) {
        return new RecordWindow(file, header.segmentId(), size, bytes);
    }

    /// Names the file in messages.
    String where() {
        return where;
    }

    SegmentIndex index() {
        return index;
    }

    long lastLsn() {
        return index.lastLsn();
    }

    /// It is complete: from now on its index is on the disk.
    void seal(SegmentIndex sealed) {
        index = sealed;
    }

    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /// Read, unless it has been closed.
    /// @return empty when it has
    <T> Optional<T> whileOpen(Reading<T> reading) throws IOException {
        closing.readLock().lock();
        try {
            return closed ? Optional.empty() : Optional.of(reading.read());
        } finally {
            closing.readLock().unlock();
        }
    }

    /// The record of one of its transactions, checked.
    /// @throws KernelDamagedException when it is not what was written
    RecordWindow.Found record(long lsn) throws IOException {
        if (lsn < header.firstLsn() || lsn > lastLsn()) {
            throw damaged(0, lsn);
        }
        long position = index.position(lsn);
        var found = window(RecordWindow.SINGLE_BYTES).recordAt(position);
        if (found.isEmpty() || found.get().header().lsn() != lsn) {
            throw damaged(position, lsn);
        }
        return found.get();
    }

    KernelDamagedException damaged(long position, long lsn) {
        return new KernelDamagedException(
                "%s: byte %d, LSN %d: the record is damaged; it has changed under the running kernel. Copy the data directory, then run 'bestcode kernel verify' on it."
                        .formatted(where, position, lsn),
                where,
                position,
                lsn);
    }

    /// Make its index from the segment alone.
    static GrowingIndex scan(StorageFile file, SegmentHeader header) throws IOException {
        var growing = new GrowingIndex(header.firstLsn());
        var window =
                new RecordWindow(file, header.segmentId(), file.size(), RecordWindow.SCAN_BYTES);
        var found = window.recordAt(LogFormat.SEGMENT_HEADER_BYTES);
        while (found.isPresent()) {
            var record = found.get();
            if (record.header().isTransaction()) {
                growing.add(
                        Transaction.opsIn(record.body(), record.header().opCount()),
                        record.position());
            }
            found = window.recordAt(record.end());
        }
        return growing;
    }

    /// Open a complete segment with its index, which is made again where it is missing or damaged.
    /// @param persist whether a remade index may be written to the storage
    static LogSegment openSealed(KernelStorage storage, SegmentHeader header, boolean persist)
            throws IOException {
        var names = LogNames.of(header);
        var file = storage.openForReading(names.segment());
        try {
            var index = IndexFiles.openOrMake(storage, names.index(), file, header, persist);
            return new LogSegment(header, file, storage.name() + "/" + names.segment(), index);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        closing.writeLock().lock();
        try (var _ = file;
                var _ = index) {
            closed = true;
        } finally {
            closing.writeLock().unlock();
        }
    }
}
