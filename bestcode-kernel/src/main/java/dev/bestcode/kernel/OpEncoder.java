package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.ContentKept;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
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
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.Optional;
import java.util.OptionalLong;

/// An op's kind, head and content. [OpDecoder] is its mirror.
final class OpEncoder {
    /// Stands for "whatever version the row has"; LSNs are positive.
    static final long SEEN_ANY = 0;

    private final FieldWriter out;

    private OpEncoder(FieldWriter out) {
        this.out = out;
    }

    static int kind(KernelOp op) {
        return switch (op) {
            case ThreadPushed _ -> OpKind.THREAD_PUSHED;
            case ThreadStatusSet _ -> OpKind.THREAD_STATUS_SET;
            case ThreadPruned _ -> OpKind.THREAD_PRUNED;
            case MessageDispatched _ -> OpKind.MESSAGE_DISPATCHED;
            case MessageDelivered _ -> OpKind.MESSAGE_DELIVERED;
            case MessageFailed _ -> OpKind.MESSAGE_FAILED;
            case MessageRetried _ -> OpKind.MESSAGE_RETRIED;
            case MessageRefused _ -> OpKind.MESSAGE_REFUSED;
            case SegmentAdded _ -> OpKind.SEGMENT_ADDED;
            case HandlerStateSet _ -> OpKind.HANDLER_STATE_SET;
            case UsageCharged _ -> OpKind.USAGE_CHARGED;
            case RunRetained _ -> OpKind.RUN_RETAINED;
            case RunPruned _ -> OpKind.RUN_PRUNED;
            case RunForked _ -> OpKind.RUN_FORKED;
            case SegmentFolded _ -> OpKind.SEGMENT_FOLDED;
            case SegmentEvicted _ -> OpKind.SEGMENT_EVICTED;
            case SegmentExpanded _ -> OpKind.SEGMENT_EXPANDED;
            case SegmentRated _ -> OpKind.SEGMENT_RATED;
            case ContentKept _ -> OpKind.CONTENT_KEPT;
        };
    }

    /// What a person or a model said or may read; the rest of an op is structure, and stays.
    static Optional<Bytes> content(KernelOp op) {
        return switch (op) {
            case MessageDispatched(var message) -> Optional.of(message.payload());
            case MessageRefused(var message, _, var reason) ->
                    Optional.of(refusal(reason, message.payload()));
            case MessageFailed(_, var reason) -> Optional.of(text(reason));
            case MessageRetried(_, _, var reason) -> Optional.of(text(reason));
            case SegmentAdded added -> Optional.of(added.content());
            case SegmentFolded folded -> Optional.of(folded.summary());
            case HandlerStateSet set -> Optional.of(set.state());
            case ContentKept(_, var kept) -> Optional.of(kept);
            case ThreadPushed _,
                    ThreadStatusSet _,
                    ThreadPruned _,
                    MessageDelivered _,
                    UsageCharged _,
                    RunRetained _,
                    RunPruned _,
                    RunForked _,
                    SegmentEvicted _,
                    SegmentExpanded _,
                    SegmentRated _ ->
                    Optional.empty();
        };
    }

    private static Bytes text(String text) {
        var out = new FieldWriter(LogFormat.BODY_BYTES_MAX);
        out.text(text);
        return Bytes.of(out.toByteArray());
    }

    private static Bytes refusal(String reason, Bytes payload) {
        var out = new FieldWriter(LogFormat.BODY_BYTES_MAX);
        out.text(reason);
        out.raw(payload);
        return Bytes.of(out.toByteArray());
    }

    static byte[] head(KernelOp op) {
        var encoder = new OpEncoder(new FieldWriter(LogFormat.BODY_BYTES_MAX));
        encoder.fields(op);
        return encoder.out.toByteArray();
    }

    private void fields(KernelOp op) {
        switch (op) {
            case ThreadPushed pushed -> pushed(pushed);
            case ThreadStatusSet(var thread, var status) -> {
                thread(thread);
                out.u8(WireEnum.number(status));
            }
            case ThreadPruned(var thread) -> thread(thread);
            case ContentKept(var thread, _) -> thread(thread);
            case MessageDispatched(var message) -> message(message);
            case MessageDelivered(var message) -> out.number(message.value());
            case MessageFailed(var message, _) -> out.number(message.value());
            case MessageRetried(var message, int attempt, _) -> {
                out.number(message.value());
                out.i32(attempt);
            }
            case MessageRefused(var message, var payloadHash, _) -> {
                out.raw(payloadHash.toByteArray());
                message(message);
            }
            case SegmentAdded added -> added(added);
            case SegmentFolded(var thread, var segment, _, int tokens, var seen) -> {
                page(thread, segment, seen);
                out.i32(tokens);
            }
            case SegmentEvicted(var thread, var segment, var seen) -> page(thread, segment, seen);
            case SegmentExpanded(var thread, var segment, var seen) -> page(thread, segment, seen);
            case SegmentRated(var thread, var segment, var relevance, boolean pinned, var seen) -> {
                page(thread, segment, seen);
                out.f64(relevance.value());
                out.u8(pinned ? 1 : 0);
            }
            case HandlerStateSet(var thread, var listener, _) -> {
                thread(thread);
                out.text(listener);
            }
            case UsageCharged(var thread, var usage) -> {
                thread(thread);
                out.number(usage.input());
                out.number(usage.output());
                out.number(usage.cacheRead());
                out.number(usage.cacheWrite());
            }
            case RunRetained(var run, var retention) -> {
                out.text(run.value());
                out.i32(WireEnum.number(retention));
            }
            case RunPruned(var run, var reason) -> {
                out.text(run.value());
                out.u8(WireEnum.number(reason));
            }
            case RunForked(var run, var from, long throughLsn) -> {
                out.text(run.value());
                out.text(from.value());
                out.number(throughLsn);
            }
        }
    }

    private void thread(ThreadId thread) {
        out.number(thread.value());
    }

    private void page(ThreadId thread, SegmentId segment, OptionalLong seen) {
        thread(thread);
        out.number(segment.value());
        out.number(seen.orElse(SEEN_ANY));
    }

    private void pushed(ThreadPushed pushed) {
        thread(pushed.thread());
        out.number(pushed.parent().map(ThreadId::value).orElse(0L));
        out.text(pushed.run().map(RunId::value).orElse(""));
        out.text(pushed.name());
        out.text(pushed.profile());
        out.raw(pushed.rights().toByteArray());
    }

    private void message(Message message) {
        out.number(message.id().value());
        thread(message.thread());
        out.u8(WireEnum.number(message.kind()));
        out.text(message.sender());
        out.text(message.listener());
        out.text(message.tag());
        out.number(message.answers().map(MessageId::value).orElse(0L));
        out.text(message.call());
    }

    private void added(SegmentAdded added) {
        thread(added.thread());
        out.number(added.segment().value());
        out.text(added.tag());
        out.i32(added.tokens());
        out.f64(added.relevance().value());
        out.u8(added.pinned() ? 1 : 0);
    }
}
