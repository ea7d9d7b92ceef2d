package dev.bestcode.security;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Native memory that the two threads of one start use, and that is lent to the next start
/// afterwards. Memory of a shared arena would have to be given back, for which the JVM stops all of
/// its threads: that costs half of what a thread does.
final class StartMemory implements SegmentAllocator, AutoCloseable {
    /// What a start with an ordinary environment needs several times over.
    private static final int BYTES = 64 * 1024;

    /// Slabs that are kept for later starts; so many starts at once are rare.
    private static final int KEPT_MAX = 16;

    private static final int ALIGNMENT = 64;

    private final Pool pool;
    private final MemorySegment slab;
    private Optional<Arena> more = Optional.empty();
    private long used;

    private StartMemory(Pool pool, MemorySegment slab) {
        this.pool = pool;
        this.slab = slab;
    }

    /// What is lent. Safe from any thread.
    static final class Pool {
        private final BlockingQueue<MemorySegment> kept = new ArrayBlockingQueue<>(KEPT_MAX);

        StartMemory lend() {
            var slab = Optional.ofNullable(kept.poll());
            return new StartMemory(
                    this, slab.orElseGet(() -> Arena.ofAuto().allocate(BYTES, ALIGNMENT)));
        }
    }

    /// Zeroed. What a slab has no room for is the garbage collector's to free.
    @Override
    public MemorySegment allocate(long bytes, long alignment) {
        long at = Math.ceilDiv(used, alignment) * alignment;
        if (alignment > ALIGNMENT || at + bytes > BYTES) {
            if (more.isEmpty()) {
                more = Optional.of(Arena.ofAuto());
            }
            return more.get().allocate(bytes, alignment);
        }
        used = at + bytes;
        return slab.asSlice(at, bytes, alignment);
    }

    /// Give the memory to another start: nobody may use it any more.
    @Override
    public void close() {
        slab.asSlice(0, used).fill((byte) 0);
        var _ = pool.kept.offer(slab);
    }
}
