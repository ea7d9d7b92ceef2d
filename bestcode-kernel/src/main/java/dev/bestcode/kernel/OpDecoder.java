package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelException;
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
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/// Bytes to ops, the mirror of [OpEncoder].
final class OpDecoder {
    private final FieldReader in;
    private final Bytes content;

    private OpDecoder(FieldReader in, Bytes content) {
        this.in = in;
        this.content = content;
    }

    /// @param content of the op; empty where it is not wanted, or has been dropped
    /// @throws KernelException for a kind that this version does not know, or wrong fields
    static KernelOp read(OpFrame frame, ByteBuffer body, Bytes content) {
        var head = new FieldReader(body, frame.headAt(), frame.headLength());
        try {
            var op = new OpDecoder(head, content).op(frame.kind());
            if (head.remaining() > 0) {
                throw WireEnum.unknown("a longer form of op kind", frame.kind());
            }
            return op;
        } catch (IllegalArgumentException e) {
            throw new KernelException("op of kind " + frame.kind() + ": " + e.getMessage(), e);
        }
    }

    private KernelOp op(int kind) {
        return switch (kind) {
            case OpKind.THREAD_PUSHED -> pushed();
            case OpKind.THREAD_STATUS_SET ->
                    new ThreadStatusSet(thread(), WireEnum.threadStatus(in.u8()));
            case OpKind.THREAD_PRUNED -> new ThreadPruned(thread());
            case OpKind.MESSAGE_DISPATCHED -> new MessageDispatched(message(content));
            case OpKind.MESSAGE_DELIVERED -> new MessageDelivered(messageId());
            case OpKind.MESSAGE_FAILED -> new MessageFailed(messageId(), text());
            case OpKind.MESSAGE_RETRIED -> new MessageRetried(messageId(), in.i32(), text());
            case OpKind.MESSAGE_REFUSED -> refused();
            case OpKind.SEGMENT_ADDED -> added();
            case OpKind.SEGMENT_FOLDED -> folded();
            case OpKind.SEGMENT_EVICTED -> new SegmentEvicted(thread(), segment(), seen());
            case OpKind.SEGMENT_EXPANDED -> new SegmentExpanded(thread(), segment(), seen());
            case OpKind.SEGMENT_RATED -> rated();
            case OpKind.CONTENT_KEPT -> new ContentKept(thread(), content);
            case OpKind.HANDLER_STATE_SET -> new HandlerStateSet(thread(), in.name(), content);
            case OpKind.USAGE_CHARGED ->
                    new UsageCharged(
                            thread(),
                            new Usage(in.number(), in.number(), in.number(), in.number()));
            case OpKind.RUN_RETAINED -> new RunRetained(run(), WireEnum.retention(in.i32()));
            case OpKind.RUN_PRUNED -> new RunPruned(run(), WireEnum.pruneReason(in.u8()));
            case OpKind.RUN_FORKED -> new RunForked(run(), run(), in.number());
            default -> throw WireEnum.unknown("op kind", kind);
        };
    }

    private ThreadId thread() {
        return new ThreadId(in.number());
    }

    private MessageId messageId() {
        return new MessageId(in.number());
    }

    private SegmentId segment() {
        return new SegmentId(in.number());
    }

    private RunId run() {
        return new RunId(in.name());
    }

    private OptionalLong seen() {
        long seen = in.number();
        return seen == OpEncoder.SEEN_ANY ? OptionalLong.empty() : OptionalLong.of(seen);
    }

    private Relevance relevance() {
        return new Relevance(in.f64());
    }

    /// The content as one text.
    private String text() {
        return content.size() == 0 ? "" : new FieldReader(content.asBuffer()).text();
    }

    private ThreadPushed pushed() {
        var thread = thread();
        long parent = in.number();
        var run = in.name();
        return new ThreadPushed(
                thread,
                parent == 0 ? Optional.empty() : Optional.of(new ThreadId(parent)),
                run.isEmpty() ? Optional.empty() : Optional.of(new RunId(run)),
                in.name(),
                in.name(),
                in.digest().toSha256());
    }

    private MessageRefused refused() {
        var payloadHash = in.digest().toSha256();
        if (content.size() == 0) {
            return new MessageRefused(message(Bytes.EMPTY), payloadHash, "");
        }
        var refusal = new FieldReader(content.asBuffer());
        var reason = refusal.text();
        return new MessageRefused(message(refusal.rest()), payloadHash, reason);
    }

    private Message message(Bytes payload) {
        var id = messageId();
        var thread = thread();
        var kind = WireEnum.messageKind(in.u8());
        var sender = in.name();
        var listener = in.name();
        var tag = in.name();
        long answers = in.number();
        return new Message(
                id,
                thread,
                kind,
                sender,
                listener,
                tag,
                answers == 0 ? Optional.empty() : Optional.of(new MessageId(answers)),
                in.text(),
                payload);
    }

    private SegmentAdded added() {
        var thread = thread();
        var segment = segment();
        var tag = in.name();
        int tokens = in.i32();
        return new SegmentAdded(thread, segment, tag, content, tokens, relevance(), in.u8() != 0);
    }

    private SegmentRated rated() {
        var thread = thread();
        var segment = segment();
        var seen = seen();
        return new SegmentRated(thread, segment, relevance(), in.u8() != 0, seen);
    }

    private SegmentFolded folded() {
        var thread = thread();
        var segment = segment();
        var seen = seen();
        return new SegmentFolded(thread, segment, content, in.i32(), seen);
    }
}
