package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.message;
import static dev.bestcode.testkit.KernelFixtures.root;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.ContentKept;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.RunRetained;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentExpanded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.KernelOp.ThreadPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.KernelOp.UsageCharged;
import dev.bestcode.api.kernel.KernelStorage;
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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A kernel's life in four sessions and 44 transactions: every kind of op, runs of each retention,
/// a fork that outlives what it forked, two blobs. With [#TINY] limits the log rolls, snapshots are
/// taken, and retention copies segments, joins copies and deletes blobs.
///
/// The transaction of LSN n is the same wherever the life is taken up again, so each LSN has one
/// state: [History].
final class Workload {
    static final LogLimits TINY = new LogLimits(4 << 10, 8 << 10, 2_000);

    static final long THREADS_MAX = 8;
    static final long PAGES_MAX = 31;

    private static final RunId KEPT = new RunId("kept");
    private static final RunId GONE = new RunId("gone");
    private static final RunId DAYS = new RunId("days");
    private static final RunId FORK = new RunId("fork");
    private static final RunId SHORT = new RunId("short");
    private static final RunId LAST = new RunId("last");
    private static final RunId[] RUNS = {LAST, LAST, KEPT, GONE, DAYS, KEPT, FORK, SHORT, LAST};

    private static final Bytes BLOB = text(LogFormat.INLINE_BYTES_MAX + 1);
    private static final Bytes OTHER_BLOB = text(LogFormat.INLINE_BYTES_MAX + 777);

    /// What is done: a commit, or a close and the next open.
    sealed interface Step {}

    record Commit(List<KernelOp> ops, Force force) implements Step {}

    record Reopen() implements Step {}

    static final List<Step> STEPS = new Workload().steps();
    static final List<Commit> COMMITS =
            STEPS.stream().filter(Commit.class::isInstance).map(Commit.class::cast).toList();

    private final List<Step> steps = new ArrayList<>();

    static KernelOptions options() {
        return Fixtures.options().withLimits(TINY);
    }

    static WalKernel open(KernelStorage storage) {
        return WalKernel.open(storage, options());
    }

    /// Take the life up behind the kernel's newest transaction.
    static void commitNext(WalKernel kernel) {
        int lsn = (int) kernel.state().lsn();
        kernel.commit(COMMITS.get(lsn).ops(), Force.NOW);
    }

    /// The first transactions, closed cleanly.
    static void live(KernelStorage storage, int transactions) {
        try (var kernel = open(storage)) {
            while (kernel.state().lsn() < transactions) {
                commitNext(kernel);
            }
        }
    }

    private void now(KernelOp... ops) {
        steps.add(new Commit(List.of(ops), Force.NOW));
    }

    private void next(KernelOp... ops) {
        steps.add(new Commit(List.of(ops), Force.WITH_NEXT));
    }

    private List<Step> steps() {
        threeRuns();
        steps.add(new Reopen());
        forkAndOtherEnds();
        steps.add(new Reopen());
        erasureOfWhatWasForked();
        steps.add(new Reopen());
        erasureOfTheFork();
        return List.copyOf(steps);
    }

    private void threeRuns() {
        now(root());
        now(
                push(2, 1),
                push(3, 1),
                push(4, 1),
                new RunRetained(GONE, new Retention.PruneOnDelivery()),
                new RunRetained(DAYS, new Retention.Days(3)));
        next(dispatch(10, 2, text(300)), dispatch(11, 3, text(310)));
        now(delivered(10), page(12, 2, text(500)));
        next(charged(2, 7), kept(2, "one"), stored(2, 40));
        now(page(13, 3, text(400)), new MessageRetried(new MessageId(11), 1, "timed out"));
        now(delivered(11), stored(3, 60));
        next(new SegmentFolded(thread(2), id(12), text(90), 20, OptionalLong.empty()));
        now(new MessageRefused(message(15, 2, text(50)), text(999).sha256(), "no route"));
        now(dispatch(16, 4, text(700)));
        now(new MessageFailed(new MessageId(16), "it broke"));
        next(
                new SegmentEvicted(thread(2), id(12), OptionalLong.of(8)),
                new SegmentRated(
                        thread(2), id(12), new Relevance(0.25), true, OptionalLong.of(12)));
        now(new SegmentExpanded(thread(2), id(12), OptionalLong.empty()));
        now(push(5, 2), dispatch(17, 5, text(320)), dispatch(14, 3, BLOB));
        now(delivered(14), delivered(17));
        next(status(5, ThreadStatus.COMPLETED), new ThreadPruned(thread(5)));
        now(kept(3, "two"), page(18, 2, OTHER_BLOB));
        now(new MessageRefused(message(19, 5, text(40)), text(998).sha256(), "too late"));
        now(dispatch(20, 3, text(900)));
        now(delivered(20), status(3, ThreadStatus.COMPLETED));
    }

    private void forkAndOtherEnds() {
        now(push(6, 1), new RunForked(FORK, KEPT, 17));
        next(dispatch(21, 6, text(400)));
        now(dispatch(22, 2, text(410)));
        now(delivered(21), delivered(22));
        now(page(23, 6, text(800)));
        next(charged(6, 3), stored(6, 40));
        now(dispatch(24, 4, text(600)));
        now(delivered(24), status(4, ThreadStatus.COMPLETED));
        now(new RunPruned(DAYS, PruneReason.EXPIRED));
        now(
                push(7, 1),
                new RunRetained(SHORT, new Retention.PruneOnDelivery()),
                dispatch(25, 7, text(900)));
        now(delivered(25));
        next(status(7, ThreadStatus.COMPLETED));
    }

    private void erasureOfWhatWasForked() {
        now(dispatch(26, 2, text(700)));
        now(delivered(26), status(2, ThreadStatus.COMPLETED));
        now(new RunPruned(KEPT, PruneReason.ERASED));
        now(dispatch(27, 6, text(900)));
        next(delivered(27), kept(6, "three"));
        now(page(28, 6, text(900)));
        now(dispatch(29, 6, text(880)));
        now(delivered(29), status(6, ThreadStatus.FAILED));
    }

    private void erasureOfTheFork() {
        now(new RunPruned(FORK, PruneReason.ERASED));
        now(push(8, 1), dispatch(30, 8, text(300)));
        next(delivered(30));
        now(page(31, 8, text(600)));
    }

    /// So many bytes, which differ where they come in another number.
    static Bytes text(int bytes) {
        var word = "word " + bytes + ", ";
        return Bytes.ofUtf8(word.repeat(bytes / word.length() + 1)).head(bytes);
    }

    private static ThreadId thread(long id) {
        return new ThreadId(id);
    }

    private static SegmentId id(long segment) {
        return new SegmentId(segment);
    }

    private static KernelOp push(long thread, long parent) {
        return new ThreadPushed(
                thread(thread),
                Optional.of(thread(parent)),
                Optional.of(RUNS[(int) thread]),
                "t" + thread,
                "coder",
                KernelFixtures.RIGHTS);
    }

    private static KernelOp delivered(long message) {
        return new MessageDelivered(new MessageId(message));
    }

    private static KernelOp status(long thread, ThreadStatus status) {
        return new ThreadStatusSet(thread(thread), status);
    }

    private static KernelOp page(long segment, long thread, Bytes content) {
        return new SegmentAdded(
                thread(thread), id(segment), "user", content, 9, Relevance.FULL, false);
    }

    private static KernelOp charged(long thread, long tokens) {
        return new UsageCharged(thread(thread), new Usage(tokens, 1, 2, 3));
    }

    private static KernelOp stored(long thread, int bytes) {
        return new ContentKept(thread(thread), text(bytes));
    }

    private static KernelOp kept(long thread, String state) {
        return new HandlerStateSet(thread(thread), "coder", Bytes.ofUtf8(state));
    }
}
