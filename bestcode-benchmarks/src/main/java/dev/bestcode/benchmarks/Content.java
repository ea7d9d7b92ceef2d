package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Bytes;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// What one commit makes durable: the unit that every store is measured with.
/// @param threadRow stands for what changes of a thread's row
/// @param contextRow stands for what changes of a context's row
record Content(Bytes message, Bytes threadRow, Bytes contextRow) {
    static final int MESSAGE_BYTES = 512;
    static final int THREAD_ROW_BYTES = 96;
    static final int CONTEXT_ROW_BYTES = 160;
    static final int BYTES = MESSAGE_BYTES + THREAD_ROW_BYTES + CONTEXT_ROW_BYTES;

    /// The threads of the table that units are spread over.
    static final int THREADS = 1000;

    /// Made beforehand, so that making them is not measured; random, so that nothing gains by
    /// compressing them.
    private static final List<Content> POOL = pool(new Random(1));

    static Content number(long n) {
        return POOL.get((int) (n % POOL.size()));
    }

    private static List<Content> pool(Random random) {
        return IntStream.range(0, 64)
                .mapToObj(
                        _ ->
                                new Content(
                                        randomBytes(random, MESSAGE_BYTES),
                                        randomBytes(random, THREAD_ROW_BYTES),
                                        randomBytes(random, CONTEXT_ROW_BYTES)))
                .toList();
    }

    static Bytes randomBytes(Random random, int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
