package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.LoggedTransaction;

import java.util.OptionalLong;

/// Gives the numbers that a transaction has, in the order in which they were drawn: one delivery
/// draws them one after the other, so that is their own. What is drawn beyond them was drawn and
/// not used.
final class LoggedNumbers implements Numbers {
    /// No log has as many.
    private static final long UNUSED = Long.MAX_VALUE / 2;

    private long[] logged = {};
    private int at;
    private long unused = UNUSED;

    void begin(LoggedTransaction transaction) {
        logged =
                transaction.ops().stream()
                        .map(LoggedNumbers::of)
                        .flatMapToLong(OptionalLong::stream)
                        .sorted()
                        .toArray();
        at = 0;
    }

    /// What was drawn so far was dropped with what it was for.
    void again() {
        at = 0;
    }

    private static OptionalLong of(KernelOp op) {
        return switch (op) {
            case KernelOp.ThreadPushed pushed -> OptionalLong.of(pushed.thread().value());
            case KernelOp.SegmentAdded added -> OptionalLong.of(added.segment().value());
            case KernelOp.MessageDispatched(var message) -> OptionalLong.of(message.id().value());
            case KernelOp.MessageRefused(var message, _, _) ->
                    OptionalLong.of(message.id().value());
            case KernelOp _ -> OptionalLong.empty();
        };
    }

    @Override
    public long draw() {
        return at < logged.length ? logged[at++] : unused++;
    }

    @Override
    public long next() {
        return at < logged.length ? logged[at] : unused;
    }
}
