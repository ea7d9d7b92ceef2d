package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.KernelFixtures;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongSupplier;

/// One run's life as random transactions, each of which fits if all before it did.
/// Content that is the run's alone begins with `<<RUN>>`, so that it can be looked for in files.
final class LoadRun {
    private static final int SHARED = 3;

    private final Random random;
    private final LongSupplier ids;
    private final RunId run;
    private final ThreadId thread;
    private final Retention retention;
    private final List<MessageId> open = new ArrayList<>();
    private final List<SegmentId> pages = new ArrayList<>();
    private final List<ThreadId> children = new ArrayList<>();

    LoadRun(Random random, LongSupplier ids) {
        this.random = random;
        this.ids = ids;
        this.thread = new ThreadId(ids.getAsLong());
        this.run = new RunId("r" + thread);
        this.retention =
                switch (random.nextInt(3)) {
                    case 0 -> new Retention.Forever();
                    case 1 -> new Retention.PruneOnDelivery();
                    default -> new Retention.Days(0);
                };
    }

    RunId id() {
        return run;
    }

    /// Whether it may still be forked once it has ended.
    boolean isKept() {
        return retention instanceof Retention.Forever;
    }

    List<KernelOp> begin() {
        return List.of(
                push(thread, KernelFixtures.ROOT),
                new KernelOp.RunRetained(run, retention),
                dispatch());
    }

    KernelOp fork(LoadRun from, long throughLsn) {
        return new KernelOp.RunForked(run, from.run, throughLsn);
    }

    List<KernelOp> step() {
        var ops = new ArrayList<KernelOp>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            ops.add(op());
        }
        return ops;
    }

    /// Ends with most messages finished, so that some content outlives its run.
    List<KernelOp> end() {
        var ops = new ArrayList<KernelOp>();
        while (open.size() > random.nextInt(2)) {
            ops.add(finish());
        }
        var failed = random.nextInt(4) == 0;
        ops.add(
                new KernelOp.ThreadStatusSet(
                        thread, failed ? ThreadStatus.FAILED : ThreadStatus.COMPLETED));
        return ops;
    }

    KernelOp erase() {
        return new KernelOp.RunPruned(run, PruneReason.ERASED);
    }

    private KernelOp op() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> dispatch();
            case 3 -> open.isEmpty() ? dispatch() : finish();
            case 4 -> open.isEmpty() ? dispatch() : retry();
            case 5 -> page();
            case 6 -> pages.isEmpty() ? page() : change(any(pages));
            case 7 -> new KernelOp.HandlerStateSet(thread, "l" + random.nextInt(3), content());
            case 8 ->
                    random.nextInt(20) == 0
                            ? new KernelOp.ContentKept(thread, content())
                            : new KernelOp.UsageCharged(
                                    thread, new Usage(random.nextInt(99), 1, 2, 3));
            default -> children.isEmpty() || random.nextBoolean() ? child() : prune();
        };
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private KernelOp push(ThreadId pushed, ThreadId parent) {
        return new KernelOp.ThreadPushed(
                pushed, Optional.of(parent), Optional.of(run), "c", "coder", KernelFixtures.RIGHTS);
    }

    private KernelOp child() {
        var pushed = new ThreadId(ids.getAsLong());
        children.add(pushed);
        return push(pushed, thread);
    }

    private KernelOp prune() {
        return new KernelOp.ThreadPruned(children.removeLast());
    }

    private KernelOp dispatch() {
        long message = ids.getAsLong();
        open.add(new MessageId(message));
        var on = children.isEmpty() || random.nextBoolean() ? thread : any(children);
        return KernelFixtures.dispatch(message, on.value(), content());
    }

    private KernelOp finish() {
        var message = open.removeFirst();
        return random.nextInt(4) == 0
                ? new KernelOp.MessageFailed(message, marker() + "broke")
                : new KernelOp.MessageDelivered(message);
    }

    private KernelOp retry() {
        return new KernelOp.MessageRetried(any(open), 1 + random.nextInt(3), marker() + "later");
    }

    private KernelOp page() {
        var page = new SegmentId(ids.getAsLong());
        pages.add(page);
        return new KernelOp.SegmentAdded(thread, page, "user", content(), 3, Relevance.FULL, false);
    }

    private KernelOp change(SegmentId page) {
        var any = OptionalLong.empty();
        return switch (random.nextInt(4)) {
            case 0, 1 -> new KernelOp.SegmentFolded(thread, page, content(), 1, any);
            case 2 -> new KernelOp.SegmentEvicted(thread, page, any);
            default -> new KernelOp.SegmentExpanded(thread, page, any);
        };
    }

    private String marker() {
        return "<<" + run + ">>";
    }

    private Bytes content() {
        return switch (random.nextInt(100)) {
            case 0 -> shared(random.nextInt(SHARED));
            case 1 -> own(LogFormat.INLINE_BYTES_MAX + random.nextInt(50_000));
            case 2, 3, 4, 5, 6, 7 -> own(random.nextInt(20_000));
            default -> own(random.nextInt(600));
        };
    }

    /// A blob that several runs name.
    private static Bytes shared(int which) {
        return Bytes.of(new byte[LogFormat.INLINE_BYTES_MAX + 1 + which]);
    }

    private Bytes own(int size) {
        var text = marker().getBytes(StandardCharsets.UTF_8);
        var bytes = new byte[text.length + size];
        random.nextBytes(bytes);
        System.arraycopy(text, 0, bytes, 0, text.length);
        return Bytes.of(bytes);
    }
}
