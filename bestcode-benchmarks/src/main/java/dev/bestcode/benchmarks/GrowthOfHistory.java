package dev.bestcode.benchmarks;

import dev.bestcode.api.message.MessageId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// What a long history costs: a commit, a look-up, the last messages, heap, and an open.
final class GrowthOfHistory {
    private static final int SMALLEST = 4096;
    private static final int COMMITS = 1000;
    private static final int READS = 1000;
    private static final int OPENS = 3;

    /// Enough for a force to be shared by many. One unit a transaction: a read takes in the whole
    /// transaction that it finds its message in.
    private static final int WRITERS = 64;

    private final Series commit = new Series("commit of a unit", "O(1)", "messages", "us");
    private final Series commitBytes =
            new Series("commit of a unit", "O(1)", "messages", "log bytes");
    private final Series find = new Series("look up a message", "O(1)", "messages", "us");
    private final Series last4 = new Series("last 4 of a thread", "O(1)", "messages", "us");
    private final Series heap = new Series("heap after GC", "flat", "messages", "MiB");
    private final Series open =
            new Series("open with a snapshot", "O(log since it + rows)", "messages", "ms");
    private final Series replay = new Series("open without", "O(log)", "messages", "ms");

    private final Path folder;
    private final int messages;

    /// @param messages the longest history
    GrowthOfHistory(Path folder, int messages) {
        this.folder = folder;
        this.messages = messages;
    }

    List<Series> measure() {
        KernelStore.create(FileStorage.at(folder)).close();
        long done = 0;
        for (int size = SMALLEST; size <= messages; size *= 2) {
            try (var store = KernelStore.open(FileStorage.at(folder))) {
                long missing = size - COMMITS - done;
                done += Writers.virtual(WRITERS).runUntil(store, missing).commits() + COMMITS;
                measure(store, size);
            }
            open.add(size, openMillis(false));
            replay.add(size, openMillis(true));
        }
        return List.of(commit, commitBytes, find, last4, heap, open, replay);
    }

    private void measure(KernelStore store, int size) {
        var cost =
                Cost.ofCommits(
                        store, COMMITS, i -> store.unit(i % Content.THREADS, Content.number(i)));
        commit.add(size, cost.micros());
        commitBytes.add(size, cost.logBytes());

        var journal = store.kernel().state().journal();
        long firstId = store.threads().getLast().value() + 1;
        var random = new Random(size);
        find.add(
                size,
                Cost.ofReads(
                        READS, _ -> journal.get(new MessageId(firstId + random.nextInt(size)))));
        last4.add(
                size,
                Cost.ofReads(
                        READS, i -> journal.last(store.threads().get(i % Content.THREADS), 4)));
        heap.add(size, (double) Vitals.heapAfterGc() / (1 << 20));
    }

    private double openMillis(boolean withoutSnapshot) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < OPENS; i++) {
            if (withoutSnapshot) {
                DataFolder.deleteFiles(folder.resolve("snap"), "");
            }
            long start = System.nanoTime();
            var kernel = WalKernel.open(FileStorage.at(folder), KernelOptions.defaults());
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
            kernel.close();
        }
        return best;
    }
}
