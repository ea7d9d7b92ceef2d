package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
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
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

/// Ops to bytes: kind, length, fields. [OpDecoder] is its mirror.
final class OpEncoder {
    static final Digest NO_CONTENT = new Digest(0, 0, 0, 0);

    private final FieldWriter out;

    private OpEncoder(FieldWriter out) {
        this.out = out;
    }

    /// @return SHA-256 of the content that the op carries
    static Digest write(KernelOp op, FieldWriter out) {
        out.u16(kind(op));
        int lengthAt = out.position();
        out.i32(0);
        var content = new OpEncoder(out).fields(op);
        out.setI32(lengthAt, out.position() - lengthAt - Integer.BYTES);
        return content;
    }

    private static int kind(KernelOp op) {
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
        };
    }

    private Digest fields(KernelOp op) {
        return switch (op) {
            case ThreadPushed pushed -> thread(pushed);
            case ThreadStatusSet(var thread, var status) -> {
                out.i64(thread.value());
                out.u8(WireEnum.number(status));
                yield NO_CONTENT;
            }
            case ThreadPruned(var thread) -> {
                out.i64(thread.value());
                yield NO_CONTENT;
            }
            case MessageDispatched(var message) -> message(message, message.payload().sha256());
            case MessageDelivered(var message) -> {
                out.i64(message.value());
                yield NO_CONTENT;
            }
            case MessageFailed(var message, var reason) -> {
                out.i64(message.value());
                out.text(reason);
                yield NO_CONTENT;
            }
            case MessageRetried(var message, int attempt, var reason) -> {
                out.i64(message.value());
                out.i32(attempt);
                out.text(reason);
                yield NO_CONTENT;
            }
            case MessageRefused(var message, var payloadHash, var reason) -> {
                out.text(reason);
                yield message(message, payloadHash);
            }
            case SegmentAdded segment -> segment(segment);
            case HandlerStateSet(var thread, var listener, var state) -> {
                out.i64(thread.value());
                out.text(listener);
                out.bytes(state);
                yield NO_CONTENT;
            }
            case UsageCharged(var thread, var usage) -> {
                out.i64(thread.value());
                usage(usage);
                yield NO_CONTENT;
            }
        };
    }

    private Digest thread(ThreadPushed pushed) {
        out.i64(pushed.thread().value());
        out.i64(pushed.parent().map(ThreadId::value).orElse(0L));
        out.text(pushed.run().map(RunId::value).orElse(""));
        out.text(pushed.name());
        out.text(pushed.profile());
        out.raw(pushed.rights().toByteArray());
        return NO_CONTENT;
    }

    private Digest message(Message message, Sha256 payloadHash) {
        out.i64(message.id().value());
        out.i64(message.thread().value());
        out.u8(WireEnum.number(message.kind()));
        out.text(message.sender());
        out.text(message.listener());
        out.text(message.tag());
        out.i64(message.answers().map(MessageId::value).orElse(0L));
        out.text(message.call());
        return content(payloadHash, message.payload());
    }

    private Digest segment(SegmentAdded segment) {
        out.i64(segment.thread().value());
        out.i64(segment.segment().value());
        out.text(segment.tag());
        out.i32(segment.tokens());
        out.i64(Double.doubleToRawLongBits(segment.relevance().value()));
        out.u8(segment.pinned() ? 1 : 0);
        return content(segment.content().sha256(), segment.content());
    }

    /// The hash is stored, so that an open need not compute it for the whole log.
    private Digest content(Sha256 hash, Bytes bytes) {
        out.raw(hash.toByteArray());
        out.bytes(bytes);
        return Digest.of(hash);
    }

    private void usage(Usage usage) {
        out.i64(usage.input());
        out.i64(usage.output());
        out.i64(usage.cacheRead());
        out.i64(usage.cacheWrite());
    }
}
