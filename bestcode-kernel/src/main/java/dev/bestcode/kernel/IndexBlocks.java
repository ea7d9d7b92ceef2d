package dev.bestcode.kernel;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Blocks of indexes that were read lately, each found whole. Messages of one thread lie close
/// together in time, so one block answers for many of them.
///
/// One table for all indexes of the process, so that its size does not grow with a history or with
/// the number of kernels. A slot holds what came last; whoever finds something else there reads the
/// file.
final class IndexBlocks {
    /// Of 4 KiB each: what the last fifty messages of a thousand threads need, and 2 MiB at most.
    private static final int SLOTS = 512;

    private static final AtomicReferenceArray<Held> HELD = new AtomicReferenceArray<>(SLOTS);
    private static final AtomicLong INDEXES = new AtomicLong();

    /// Of the index among all that were ever opened: another file is another number.
    private final long number = INDEXES.incrementAndGet();

    private record Held(long index, long at, ByteBuffer block) {}

    /// @param at where the block begins in the file
    /// @return not to be changed, nor its position
    Optional<ByteBuffer> find(long at) {
        var held = HELD.get(slot(at));
        return held != null && held.index() == number && held.at() == at
                ? Optional.of(held.block())
                : Optional.empty();
    }

    void keep(long at, ByteBuffer block) {
        HELD.set(slot(at), new Held(number, at, block));
    }

    private int slot(long at) {
        long mixed = ((number << Integer.SIZE) ^ at) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (SLOTS - 1);
    }
}
