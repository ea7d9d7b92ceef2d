package dev.bestcode.testkit;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.Optional;
import java.util.OptionalLong;

/// Words for tests about a kernel: ops by number and name, everything else filled in. Made to be
/// imported statically: `commit(root(), push(2, 1, "coder"), dispatch(3, 2))`.
public final class KernelFixtures {
    public static final RunId RUN = new RunId("run");
    public static final Sha256 RIGHTS = Sha256.of(new byte[0]);
    public static final ThreadId ROOT = new ThreadId(1);

    private KernelFixtures() {}

    public static KernelOp root() {
        return new KernelOp.ThreadPushed(
                ROOT, Optional.empty(), Optional.empty(), "root", "none", RIGHTS);
    }

    /// A thread of [#RUN].
    public static KernelOp push(long thread, long parent, String name) {
        return push(RUN, thread, parent, name);
    }

    public static KernelOp push(RunId run, long thread, long parent, String name) {
        return new KernelOp.ThreadPushed(
                thread(thread),
                Optional.of(thread(parent)),
                Optional.of(run),
                name,
                "coder",
                RIGHTS);
    }

    public static KernelOp status(long thread, ThreadStatus status) {
        return new KernelOp.ThreadStatusSet(thread(thread), status);
    }

    public static KernelOp complete(long thread) {
        return status(thread, ThreadStatus.COMPLETED);
    }

    public static KernelOp prune(long thread) {
        return new KernelOp.ThreadPruned(thread(thread));
    }

    public static Message message(long id, long thread, Bytes payload) {
        return new Message(
                new MessageId(id),
                thread(thread),
                Message.Kind.REQUEST,
                Message.USER,
                "coder",
                "Task",
                Optional.empty(),
                "",
                payload);
    }

    public static KernelOp dispatch(long message, long thread, Bytes payload) {
        return new KernelOp.MessageDispatched(message(message, thread, payload));
    }

    /// A message with a payload of its own.
    public static KernelOp dispatch(long message, long thread) {
        return dispatch(message, thread, payload(message));
    }

    /// What [#dispatch(long, long)] sends.
    public static Bytes payload(long message) {
        return Bytes.ofUtf8("{\"n\":" + message + "}");
    }

    public static KernelOp deliver(long message) {
        return new KernelOp.MessageDelivered(new MessageId(message));
    }

    public static KernelOp fail(long message, String reason) {
        return new KernelOp.MessageFailed(new MessageId(message), reason);
    }

    public static KernelOp retry(long message, int attempt, String reason) {
        return new KernelOp.MessageRetried(new MessageId(message), attempt, reason);
    }

    /// A refusal of all that was sent.
    public static KernelOp refuse(long message, long thread, String reason) {
        var payload = payload(message);
        return new KernelOp.MessageRefused(
                message(message, thread, payload), payload.sha256(), reason);
    }

    public static KernelOp segment(long segment, long thread, String content) {
        return segment(segment, thread, Bytes.ofUtf8(content));
    }

    public static KernelOp segment(long segment, long thread, Bytes content) {
        return new KernelOp.SegmentAdded(
                thread(thread), new SegmentId(segment), "user", content, 3, Relevance.FULL, false);
    }

    /// A fold whatever the row's version is; it costs one token.
    public static KernelOp fold(long segment, long thread, String summary) {
        return fold(segment, thread, summary, OptionalLong.empty());
    }

    public static KernelOp fold(long segment, long thread, String summary, OptionalLong seen) {
        return new KernelOp.SegmentFolded(
                thread(thread), new SegmentId(segment), Bytes.ofUtf8(summary), 1, seen);
    }

    public static KernelOp evict(long segment, long thread, OptionalLong seen) {
        return new KernelOp.SegmentEvicted(thread(thread), new SegmentId(segment), seen);
    }

    public static KernelOp evict(long segment, long thread) {
        return evict(segment, thread, OptionalLong.empty());
    }

    public static KernelOp expand(long segment, long thread, OptionalLong seen) {
        return new KernelOp.SegmentExpanded(thread(thread), new SegmentId(segment), seen);
    }

    public static KernelOp expand(long segment, long thread) {
        return expand(segment, thread, OptionalLong.empty());
    }

    public static KernelOp rate(
            long segment, long thread, double relevance, boolean pinned, OptionalLong seen) {
        return new KernelOp.SegmentRated(
                thread(thread), new SegmentId(segment), new Relevance(relevance), pinned, seen);
    }

    public static KernelOp handlerState(long thread, String listener, String state) {
        return new KernelOp.HandlerStateSet(thread(thread), listener, Bytes.ofUtf8(state));
    }

    public static KernelOp charge(long thread, Usage usage) {
        return new KernelOp.UsageCharged(thread(thread), usage);
    }

    public static KernelOp retain(RunId run, Retention retention) {
        return new KernelOp.RunRetained(run, retention);
    }

    public static KernelOp pruneRun(RunId run, PruneReason reason) {
        return new KernelOp.RunPruned(run, reason);
    }

    public static KernelOp erase(RunId run) {
        return pruneRun(run, PruneReason.ERASED);
    }

    public static KernelOp fork(RunId run, RunId from, long throughLsn) {
        return new KernelOp.RunForked(run, from, throughLsn);
    }

    public static ThreadId thread(long id) {
        return new ThreadId(id);
    }
}
