package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.Optional;

/// The log of a kernel that is made from another one's transactions, by the parts that write any
/// log, without its clock: labels are those of the transactions, and no retention of today gets
/// between them.
final class SalvageLog implements AutoCloseable {
    private final KernelStorage target;
    private final LogStore store;
    private final UpkeepWorker worker;
    private final LogWriter writer;
    private State state;
    private long forcedLsn;

    /// Bytes of the segments before the one that is written to.
    private long writtenBefore;

    private SalvageLog(
            KernelStorage target,
            LogStore store,
            UpkeepWorker worker,
            LogWriter writer,
            State state) {
        this.target = target;
        this.store = store;
        this.worker = worker;
        this.writer = writer;
        this.state = state;
    }

    /// Begin an empty one.
    static SalvageLog create(KernelStorage target, KernelOptions options) throws IOException {
        var store = new LogStore(target.name(), _ -> Optional.of(Bytes.EMPTY));
        var worker = new UpkeepWorker(target.name(), Upkeep.INLINE);
        var next = new NextSegment(target, worker);
        next.await(options.limits().firstSegment());
        var header = SegmentHeader.first(options);
        var file = LogFiles.begin(target, header);
        var index = new GrowingIndex(1);
        var where = target.name() + "/" + LogNames.of(header).segment();
        var segment = new LogSegment(header, file, where, index);
        store.add(segment);
        var empty = State.empty(store);
        long end = LogFormat.SEGMENT_HEADER_BYTES;
        var opened = new Opening.Opened(empty, segment, index, end, 0, true);
        var writer = new LogWriter(target, options, store, next, opened);
        return new SalvageLog(target, store, worker, writer, empty);
    }

    State state() {
        return state;
    }

    /// Add a transaction, stamped anew.
    /// @param body not used by anyone else
    /// @throws CommitRejectedException when it does not fit; nothing has changed
    void append(int opCount, byte[] body, long timeMillis) throws IOException {
        var transaction = Transaction.of(body, opCount);
        long lsn = state.lsn() + 1;
        long time = Math.max(state.timeMillis(), timeMillis);
        var change = new StateChange(state, lsn, time);
        var ops = new Stamps(change, store).apply(transaction);
        var chain = Chain.next(state.chain(), lsn, time, opCount, transaction.digest());
        makeRoom(RecordHeader.lengthWith(transaction));
        try {
            var header = RecordHeader.transaction(transaction, lsn, forcedLsn, time, chain);
            writer.gather(header, transaction, ops);
            writer.write();
        } catch (IOException e) {
            var path = new LogNames(writer.segmentFirstLsn(), 0).segment();
            long at = LogFormat.SEGMENT_HEADER_BYTES + writer.writtenBytes() - writtenBefore;
            throw NewDirectory.notWritten(target, path, at, e);
        }
        state = change.result(chain);
    }

    private void makeRoom(int length) throws IOException {
        if (writer.fits(length)) {
            return;
        }
        try {
            writer.prepareRoll(length);
            writer.roll(state, false);
        } catch (IOException e) {
            throw NewDirectory.notWritten(target, LogNames.NEXT, 0, e);
        }
        forcedLsn = state.lsn();
        writtenBefore = writer.writtenBytes();
    }

    /// Put it all on stable storage, and say so in the log.
    void finish() throws IOException {
        writer.force();
        writer.gatherSeal(state);
        writer.write();
        writer.force();
    }

    @Override
    public void close() throws IOException {
        worker.close();
        store.close();
    }
}
