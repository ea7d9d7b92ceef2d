package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// What one operation costs, taken over many: the time that nine of ten exceed, so that what else
/// the machine does stays out of it, and the middle of what was written.
record Cost(double micros, double logBytes) {
    private static volatile Object lastRead = "nothing yet";

    /// Commits that do not wait for a force: with it, the device's time would hide the kernel's.
    /// @param ops of the n-th commit, made outside the measurement
    static Cost ofCommits(KernelStore store, int samples, IntFunction<List<KernelOp>> ops) {
        var times = new Latencies();
        var bytes = new Latencies();
        for (int i = 0; i < samples; i++) {
            var next = ops.apply(i);
            long written = store.storage().writtenBytes();
            long start = System.nanoTime();
            store.kernel().commit(next, Force.WITH_NEXT);
            times.add(System.nanoTime() - start);
            bytes.add(store.storage().writtenBytes() - written);
        }
        return new Cost((double) times.percentile(10) / 1e3, (double) bytes.percentile(50));
    }

    /// @param read answers what it read, so that it cannot be left out as useless
    /// @return microseconds
    static double ofReads(int samples, IntFunction<?> read) {
        var times = new Latencies();
        for (int i = 0; i < samples; i++) {
            long start = System.nanoTime();
            lastRead = read.apply(i);
            times.add(System.nanoTime() - start);
        }
        if (Optional.empty().equals(lastRead)) {
            throw new IllegalStateException(
                    "a read found nothing; the program asks for the wrong id");
        }
        return (double) times.percentile(10) / 1e3;
    }
}
