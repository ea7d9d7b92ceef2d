package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.kernel.FileStorage;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/// What a transaction of one op takes in the log, its header included.
final class LogBytes {
    private static final int PAGE_BYTES = 4096;

    private final KernelStore store;
    private final Table table = new Table("Log bytes of a transaction of one op", "op", "bytes");

    private LogBytes(KernelStore store) {
        this.store = store;
    }

    static Table table() {
        try (var store = KernelStore.create(FileStorage.inMemory())) {
            var bytes = new LogBytes(store);
            bytes.threads();
            bytes.messages();
            bytes.pages();
            bytes.runs();
            return bytes.table;
        }
    }

    private void threads() {
        var thread = new ThreadId(store.draw());
        row("thread pushed", Ops.push(thread, Ops.FIRST));
        row("thread status set", new KernelOp.ThreadStatusSet(thread, ThreadStatus.COMPLETED));
        row("thread pruned", new KernelOp.ThreadPruned(thread));
    }

    private void messages() {
        var thread = store.threads().getFirst();
        var message = new MessageId(store.draw());
        row("message dispatched, 512 B", Ops.dispatch(message, thread, payload(512)));
        row("message delivered", new KernelOp.MessageDelivered(message));
        row(
                "handler state set, 160 B",
                new KernelOp.HandlerStateSet(thread, "listener", payload(160)));
    }

    private void pages() {
        var thread = store.threads().getFirst();
        var page = new SegmentId(store.draw());
        var seen = OptionalLong.empty();
        row("page added, 4 KiB", Ops.segment(page, thread, payload(PAGE_BYTES)));
        row(
                "page folded, summary of 100 B",
                new KernelOp.SegmentFolded(thread, page, payload(100), 25, seen));
        row("page evicted", new KernelOp.SegmentEvicted(thread, page, seen));
        row("page expanded", new KernelOp.SegmentExpanded(thread, page, seen));
        row("page rated", new KernelOp.SegmentRated(thread, page, Relevance.FULL, true, seen));
    }

    private void runs() {
        var run = new RunId("other");
        var thread = new ThreadId(store.draw());
        row("run begun", Ops.run(run, thread));
        row("run retained", new KernelOp.RunRetained(run, new Retention.Days(30)));
        store.kernel()
                .commit(
                        List.of(new KernelOp.ThreadStatusSet(thread, ThreadStatus.COMPLETED)),
                        Force.NOW);
        row("run pruned", new KernelOp.RunPruned(run, PruneReason.ERASED));
    }

    private static Bytes payload(int size) {
        return Content.randomBytes(new Random(size), size);
    }

    private void row(String name, KernelOp op) {
        long before = store.storage().writtenBytes();
        store.kernel().commit(List.of(op), Force.NOW);
        table.row(name, Figures.whole(store.storage().writtenBytes() - before));
    }
}
