package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.kernel.FileStorage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Costs of the thread table: beside its size, by the number of children, by the subtree.
final class GrowthOfThreads {
    private static final int SMALLEST = 128;
    private static final int SAMPLES = 64;
    private static final int READS = 200;
    private static final int PRUNES = 20;
    private static final int THREADS_PER_COMMIT = 1024;

    private final Series push = new Series("push beside s siblings", "O(1)", "siblings", "us");
    private final Series status = new Series("set a status", "O(1)", "siblings", "us");
    private final Series prune = new Series("prune one thread", "O(1)", "siblings", "us");
    private final Series find = new Series("look up a thread", "O(1)", "siblings", "us");
    private final Series children = new Series("list children", "O(children)", "children", "us");
    private final Series subtree = new Series("prune a subtree", "O(subtree)", "threads", "us");

    private final Path folder;
    private final int rows;

    /// @param rows the largest size
    GrowthOfThreads(Path folder, int rows) {
        this.folder = folder;
        this.rows = rows;
    }

    List<Series> measure() {
        try (var store = KernelStore.create(FileStorage.at(folder))) {
            var parent = pushMany(store, Ops.FIRST, 1).getFirst();
            var siblings = new ArrayList<ThreadId>();
            for (int size = SMALLEST; size <= rows; size *= 2) {
                siblings.addAll(pushMany(store, parent, size - siblings.size()));
                measureOne(store, parent, siblings);
                measureAll(store, parent, size);
            }
        }
        return List.of(push, status, prune, find, children, subtree);
    }

    private void measureOne(KernelStore store, ThreadId parent, List<ThreadId> siblings) {
        int size = siblings.size();
        var added = new ArrayList<ThreadId>();
        for (int i = 0; i < SAMPLES; i++) {
            added.add(new ThreadId(store.draw()));
        }
        push.add(size, micros(store, i -> Ops.push(added.get(i), parent)));
        status.add(
                size,
                micros(
                        store,
                        i -> new KernelOp.ThreadStatusSet(added.get(i), ThreadStatus.COMPLETED)));
        prune.add(size, micros(store, i -> new KernelOp.ThreadPruned(added.get(i))));
        var threads = store.kernel().state().threads();
        find.add(size, Cost.ofReads(READS, i -> threads.get(siblings.get(i * 31 % size))));
    }

    private interface OpOfSample {
        KernelOp of(int sample);
    }

    private static double micros(KernelStore store, OpOfSample op) {
        return Cost.ofCommits(store, SAMPLES, i -> List.of(op.of(i))).micros();
    }

    private void measureAll(KernelStore store, ThreadId parent, int size) {
        var threads = store.kernel().state().threads();
        children.add(size, Cost.ofReads(READS, _ -> threads.children(parent)));
        subtree.add(
                size,
                Cost.ofCommits(store, PRUNES, _ -> pruneAll(pushSubtree(store, size))).micros());
    }

    private static List<KernelOp> pruneAll(List<ThreadId> threads) {
        return threads.reversed().stream()
                .<KernelOp>map(thread -> new KernelOp.ThreadPruned(thread))
                .toList();
    }

    /// Push a thread and below it the rest of so many.
    private static List<ThreadId> pushSubtree(KernelStore store, int count) {
        var threads = new ArrayList<>(pushMany(store, Ops.FIRST, 1));
        threads.addAll(pushMany(store, threads.getFirst(), count - 1));
        return threads;
    }

    /// Push so many below the parent.
    private static List<ThreadId> pushMany(KernelStore store, ThreadId parent, int count) {
        var pushed = new ArrayList<ThreadId>();
        var ops = new ArrayList<KernelOp>();
        while (pushed.size() < count) {
            var thread = new ThreadId(store.draw());
            ops.add(Ops.push(thread, parent));
            pushed.add(thread);
            if (ops.size() == THREADS_PER_COMMIT || pushed.size() == count) {
                store.kernel().commit(ops, Force.WITH_NEXT);
                ops.clear();
            }
        }
        return pushed;
    }
}
