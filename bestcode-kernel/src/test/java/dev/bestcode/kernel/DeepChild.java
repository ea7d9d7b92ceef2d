package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.testkit.KernelFixtures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A kernel in a process of its own with the deepest chain of threads that is allowed: made if it
/// is not there, described, and then left open until the process is killed.
final class DeepChild {
    /// The root has depth 0 and number 1.
    private static final long DEEPEST = ThreadTable.DEPTH_MAX + 1;

    private static final int PER_COMMIT = 10_000;

    private DeepChild() {}

    public static void main(String[] args) throws IOException {
        try (var kernel =
                WalKernel.open(
                        FileStorage.at(Path.of(args[0])),
                        KernelOptions.defaults()
                                .withLimits(new LogLimits(1 << 20, 4 << 20, 1 << 20))
                                .withUpkeep(Upkeep.INLINE))) {
            if (kernel.state().lsn() == 0) {
                build(kernel);
            }
            System.out.println(describe(kernel));
            int ended = System.in.read();
            System.out.println("closed at " + ended);
        }
    }

    private static void build(WalKernel kernel) {
        kernel.commit(List.of(KernelFixtures.root()), Force.NOW);
        for (long first = 2; first <= DEEPEST; first += PER_COMMIT) {
            var ops = new ArrayList<KernelOp>();
            for (long id = first; id < first + PER_COMMIT; id++) {
                ops.add(KernelFixtures.push(id, id - 1, "c"));
            }
            kernel.commit(ops, Force.NOW);
        }
        charge(kernel, 3);
        try {
            kernel.commit(List.of(KernelFixtures.push(DEEPEST + 1, DEEPEST, "c")), Force.NOW);
        } catch (CommitRejectedException e) {
            System.out.println("refused: " + e.getMessage());
        }
        charge(kernel, 4);
    }

    private static void charge(WalKernel kernel, int tokens) {
        var usage = new Usage(tokens, 0, 0, 0);
        kernel.commit(List.of(new KernelOp.UsageCharged(new ThreadId(DEEPEST), usage)), Force.NOW);
    }

    private static String describe(WalKernel kernel) {
        var state = kernel.state();
        return "found threads %d path %d deepest %d root %d hash %s"
                .formatted(
                        state.threads().count(),
                        state.threads().path(new ThreadId(DEEPEST)).length(),
                        state.usage(new ThreadId(DEEPEST)).input(),
                        state.usage(KernelFixtures.ROOT).input(),
                        state.hash());
    }
}
