package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The end of the log, used by the log thread alone: gathers records, writes them at once, and goes
/// on in the next segment when one is full.
///
/// The last part of each segment is a reserve: for seals, so that a close always succeeds, and for
/// what frees space, so that a full disk can be left.
final class LogWriter {
    private static final int BATCH_BUFFER_BYTES = 256 << 10;

    /// A small segment keeps an eighth of it in reserve.
    private static final int RESERVE_BYTES_MAX = 64 << 10;

    private static final int RESERVE_SHARE = 8;

    /// What a segment holds besides records and its reserve.
    private static final int OVERHEAD_BYTES =
            LogFormat.SEGMENT_HEADER_BYTES + 4 * LogFormat.RECORD_HEADER_BYTES;

    private final KernelStorage storage;
    private final KernelOptions options;
    private final LogStore store;
    private final NextSegment next;
    private final List<Gathered> gathered = new ArrayList<>();
    private LogSegment segment;
    private GrowingIndex index;
    private ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BUFFER_BYTES);
    private long end;
    private long size;
    private long written;

    private record Gathered(List<LoggedOp> ops, long position) {}

    /// Go on behind what an open found.
    LogWriter(
            KernelStorage storage,
            KernelOptions options,
            LogStore store,
            NextSegment next,
            Opening.Opened opened) {
        this.storage = storage;
        this.options = options;
        this.store = store;
        this.next = next;
        this.segment = opened.last();
        this.index = opened.index();
        this.end = opened.end();
        this.size = segment.size();
    }

    /// Where the next gathered record will lie.
    private long nextPosition() {
        return end + batch.position();
    }

    long segmentFirstLsn() {
        return segment.header().firstLsn();
    }

    boolean isHalfFull() {
        return end > size / 2;
    }

    /// The size of the next segment: twice this one's, up to the limit, if this one was needed.
    int nextBytes() {
        long wanted = isHalfFull() ? 2 * size : size;
        var limits = options.limits();
        return Math.clamp(wanted, limits.firstSegment(), limits.largestSegment());
    }

    /// Bytes written since this kernel was opened.
    long writtenBytes() {
        return written;
    }

    boolean fits(int recordLength) {
        return fits(recordLength, Math.min(RESERVE_BYTES_MAX, size / RESERVE_SHARE));
    }

    boolean fitsReserve(int recordLength) {
        return fits(recordLength, 0);
    }

    private boolean fits(int recordLength, long reserve) {
        return nextPosition() + recordLength + 2L * LogFormat.RECORD_HEADER_BYTES <= size - reserve;
    }

    /// Add a transaction to the batch. It is indexed when it is written, for whoever finds it reads
    /// it.
    void gather(RecordHeader header, Transaction transaction, List<LoggedOp> stamped) {
        gathered.add(new Gathered(stamped, nextPosition()));
        gather(header, transaction.body());
    }

    /// Say that all that was written is on stable storage.
    void gatherSeal(State state) {
        gather(RecordHeader.seal(state.lsn(), state.timeMillis(), state.chain()), new byte[0]);
    }

    private void gather(RecordHeader header, byte[] body) {
        if (batch.remaining() < header.length()) {
            int needed = batch.position() + header.length();
            batch =
                    ByteBuffer.allocateDirect(Math.max(needed, 2 * batch.capacity()))
                            .put(batch.flip());
        }
        header.write(batch, body, segment.header().segmentId(), nextPosition());
    }

    /// Write what was gathered. Only then the index has it, so that whatever an index names can be
    /// read.
    void write() throws IOException {
        batch.flip();
        int length = batch.remaining();
        segment.file().write(batch, end);
        gathered.forEach(record -> index.add(record.ops(), record.position()));
        gathered.clear();
        end += length;
        written += length;
        batch =
                batch.capacity() > 2 * Committer.BATCH_BYTES
                        ? ByteBuffer.allocateDirect(BATCH_BUFFER_BYTES)
                        : batch.clear();
    }

    void force() throws IOException {
        segment.file().force();
    }

    /// Make sure that a next segment can be begun, for a record of this length. Where the disk has
    /// no room for one of the usual size, the smallest will do.
    /// @throws IOException when there is no room; nothing has changed then
    void prepareRoll(int recordLength) throws IOException {
        long needed = (long) recordLength + recordLength / (RESERVE_SHARE - 1) + OVERHEAD_BYTES;
        long smallest = Math.max(options.limits().firstSegment(), needed);
        next.await((int) Math.max(nextBytes(), smallest), (int) smallest);
    }

    /// The same for a segment that is begun only so that this one is complete.
    void prepareSmallRoll() throws IOException {
        next.await(options.limits().firstSegment());
    }

    /// Begin the next segment. All before it is on stable storage by then, so damage in any but the
    /// last segment is never a torn write. A segment without a transaction has the first LSN, and
    /// so the name, of the next one, which takes its place.
    /// @param state the newest, written
    /// @param sealed whether the last record is a seal already; rolls that fail must not fill the
    ///     segment with seals
    void roll(State state, boolean sealed) throws IOException {
        if (!sealed) {
            force(); // what the seal says
            gatherSeal(state);
            write();
        }
        force();
        var full = segment;
        var fullIndex = index;
        begin(full.header().next(state, options));
        if (fullIndex.lastLsn() < fullIndex.firstLsn()) {
            store.replace(List.of(full), segment);
            full.close();
        } else {
            store.add(segment);
            var path = LogNames.of(full.header()).index();
            full.seal(IndexFiles.seal(storage, path, fullIndex, full.header()));
        }
    }

    private void begin(SegmentHeader header) throws IOException {
        var file = LogFiles.begin(storage, header);
        index = new GrowingIndex(header.firstLsn());
        segment =
                new LogSegment(
                        header, file, storage.name() + "/" + LogNames.of(header).segment(), index);
        end = LogFormat.SEGMENT_HEADER_BYTES;
        size = segment.size();
    }
}
