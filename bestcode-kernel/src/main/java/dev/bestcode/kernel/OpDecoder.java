package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
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

import java.util.Optional;

/// Bytes to ops, the mirror of [OpEncoder].
final class OpDecoder {
    private final FieldReader in;
    private Digest content = OpEncoder.NO_CONTENT;

    private OpDecoder(FieldReader in) {
        this.in = in;
    }

    /// @param content SHA-256 of what the op carries, as it was logged
    record Decoded(KernelOp op, Digest content) {}

    /// @throws KernelException for a kind that this version does not know, or wrong fields
    static Decoded read(FieldReader from) {
        int kind = from.u16();
        var decoder = new OpDecoder(from.part(from.i32()));
        try {
            var op = decoder.fields(kind);
            if (decoder.in.remaining() > 0) {
                throw WireEnum.unknown("a longer form of op kind", kind);
            }
            return new Decoded(op, decoder.content);
        } catch (IllegalArgumentException e) {
            throw new KernelException("op of kind " + kind + ": " + e.getMessage(), e);
        }
    }

    private KernelOp fields(int kind) {
        return switch (kind) {
            case OpKind.THREAD_PUSHED -> threadPushed();
            case OpKind.THREAD_STATUS_SET ->
                    new ThreadStatusSet(thread(), WireEnum.threadStatus(in.u8()));
            case OpKind.THREAD_PRUNED -> new ThreadPruned(thread());
            case OpKind.MESSAGE_DISPATCHED -> new MessageDispatched(message());
            case OpKind.MESSAGE_DELIVERED -> new MessageDelivered(messageId());
            case OpKind.MESSAGE_FAILED -> new MessageFailed(messageId(), in.text());
            case OpKind.MESSAGE_RETRIED -> new MessageRetried(messageId(), in.i32(), in.text());
            case OpKind.MESSAGE_REFUSED -> messageRefused();
            case OpKind.SEGMENT_ADDED -> segmentAdded();
            case OpKind.HANDLER_STATE_SET -> new HandlerStateSet(thread(), in.text(), in.bytes());
            case OpKind.USAGE_CHARGED ->
                    new UsageCharged(thread(), new Usage(in.i64(), in.i64(), in.i64(), in.i64()));
            default -> throw WireEnum.unknown("op kind", kind);
        };
    }

    private ThreadId thread() {
        return new ThreadId(in.i64());
    }

    private MessageId messageId() {
        return new MessageId(in.i64());
    }

    private ThreadPushed threadPushed() {
        var thread = thread();
        long parent = in.i64();
        var run = in.text();
        return new ThreadPushed(
                thread,
                parent == 0 ? Optional.empty() : Optional.of(new ThreadId(parent)),
                run.isEmpty() ? Optional.empty() : Optional.of(new RunId(run)),
                in.text(),
                in.text(),
                Digest.of(in.raw(Digest.BYTES)).toSha256());
    }

    private MessageRefused messageRefused() {
        var reason = in.text();
        var message = message();
        return new MessageRefused(message, content.toSha256(), reason);
    }

    private Message message() {
        var id = messageId();
        var thread = thread();
        var kind = WireEnum.messageKind(in.u8());
        var sender = in.text();
        var listener = in.text();
        var tag = in.text();
        long answers = in.i64();
        return new Message(
                id,
                thread,
                kind,
                sender,
                listener,
                tag,
                answers == 0 ? Optional.empty() : Optional.of(new MessageId(answers)),
                in.text(),
                content());
    }

    private SegmentAdded segmentAdded() {
        var thread = thread();
        var segment = new SegmentId(in.i64());
        var tag = in.text();
        int tokens = in.i32();
        var relevance = new Relevance(Double.longBitsToDouble(in.i64()));
        boolean pinned = in.u8() != 0;
        return new SegmentAdded(thread, segment, tag, content(), tokens, relevance, pinned);
    }

    private Bytes content() {
        content = Digest.of(in.raw(Digest.BYTES));
        return in.bytes();
    }
}
