package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.kernel.FileStorage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Costs of dropping a run: by its own size, and beside what else there is.
final class GrowthOfRuns {
    private static final int SMALLEST = 128;
    private static final int SMALL_RUN = 32;
    private static final int SAMPLES = 10;
    private static final int THREADS_PER_COMMIT = 128;

    private final Series own =
            new Series("prune a run", "O(run)", "threads, pages and messages of it", "us");
    private final Series beside =
            new Series("prune a run of " + SMALL_RUN, "O(1)", "rows beside it", "us");
    private final Series besideBytes =
            new Series("prune a run of " + SMALL_RUN, "O(1)", "rows beside it", "log bytes");

    private final Path folder;
    private final int rows;
    private int runs;

    /// @param rows the most threads of a run
    GrowthOfRuns(Path folder, int rows) {
        this.folder = folder;
        this.rows = rows;
    }

    List<Series> measure() {
        try (var store = KernelStore.create(FileStorage.at(folder))) {
            int others = 0;
            for (int size = SMALLEST; size <= rows; size *= 2) {
                push(store, size - others);
                others = size;
                var small = prune(store, SMALL_RUN);
                beside.add(size, small.micros());
                besideBytes.add(size, small.logBytes());
            }
            for (int size = SMALLEST; size <= rows; size *= 2) {
                own.add(size, prune(store, size).micros());
            }
        }
        return List.of(own, beside, besideBytes);
    }

    private Cost prune(KernelStore store, int threads) {
        return Cost.ofCommits(
                store,
                SAMPLES,
                _ -> {
                    var first = new ThreadId(store.draw());
                    var run = push(store, first, threads);
                    store.kernel()
                            .commit(
                                    List.of(
                                            new KernelOp.ThreadStatusSet(
                                                    first, ThreadStatus.COMPLETED)),
                                    Force.WITH_NEXT);
                    return List.of(new KernelOp.RunPruned(run, PruneReason.ERASED));
                });
    }

    private void push(KernelStore store, int threads) {
        push(store, new ThreadId(store.draw()), threads);
    }

    /// A run of so many threads, each with a page and a delivered message.
    private RunId push(KernelStore store, ThreadId first, int threads) {
        var run = new RunId("run-" + runs++);
        var ops = new ArrayList<KernelOp>(List.of(Ops.run(run, first)));
        for (int i = 1; i <= threads; i++) {
            var thread = i == 1 ? first : new ThreadId(store.draw());
            if (i > 1) {
                ops.add(Ops.push(run, thread, first));
            }
            var message = new MessageId(store.draw());
            ops.add(Ops.dispatch(message, thread, Content.number(i).message()));
            ops.add(new KernelOp.MessageDelivered(message));
            var page = new SegmentId(store.draw());
            ops.add(Ops.segment(page, thread, Content.number(i).message()));
            if (i % THREADS_PER_COMMIT == 0 || i == threads) {
                store.kernel().commit(ops, Force.WITH_NEXT);
                ops.clear();
            }
        }
        return run;
    }
}
