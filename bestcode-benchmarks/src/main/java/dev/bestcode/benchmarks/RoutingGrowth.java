package dev.bestcode.benchmarks;

import dev.bestcode.embedding.LexicalIndex;
import dev.bestcode.routing.SemanticRouter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/// What it costs to index tools and to find one of them, by doubling their number.
@Command(
        name = "routing-growth",
        description = "What it costs to index tools and to find one, by doubling their number.",
        mixinStandardHelpOptions = true)
final class RoutingGrowth implements Runnable {
    private static final int SMALLEST = 625;
    private static final int REQUESTS = 500;
    private static final int CHANGES = 500;
    private static final long SEED = 12;

    @Option(names = "--tools", defaultValue = "10000", description = "The most tools.")
    private int toolsMax;

    @Override
    public void run() {
        measure(SMALLEST); // small sizes come first, so without it they would run interpreted
        measure(2 * SMALLEST);
        var table =
                new Table(
                        "Routing over made-up tools, an empty process's JIT warmed on 1,250",
                        "tools",
                        "index all, ms",
                        "of it CPU, ms",
                        "query p50, ms",
                        "query p99, ms",
                        "replace one, p50 us");
        for (int tools = SMALLEST; tools <= toolsMax; tools *= 2) {
            var cost = measure(tools);
            table.row(
                    Figures.whole(tools),
                    Figures.millis(cost.index()),
                    Figures.millis(cost.indexCpu()),
                    Figures.millis(percentile(cost.queries(), 50)),
                    Figures.millis(percentile(cost.queries(), 99)),
                    Figures.micros(percentile(cost.changes(), 50)));
        }
        table.print(System.out);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Nanos(long index, long indexCpu, long[] queries, long[] changes) {}

    private static Nanos measure(int count) {
        var set = MadeUpTools.make(count, REQUESTS, SEED);
        var router = SemanticRouter.over(new LexicalIndex(), (_, _) -> List.of());
        var threads = ManagementFactory.getThreadMXBean();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        long before = System.nanoTime();
        set.tools().forEach(router::put);
        long index = System.nanoTime() - before;
        long indexCpu = threads.getCurrentThreadCpuTime() - cpuBefore;
        var queries = new long[set.requests().size()];
        for (int i = 0; i < queries.length; i++) {
            long start = System.nanoTime();
            router.find(set.requests().get(i).text(), _ -> true);
            queries[i] = System.nanoTime() - start;
        }
        var changes = new long[CHANGES];
        for (int i = 0; i < changes.length; i++) {
            var tool = set.tools().get(i * 7919 % count);
            long start = System.nanoTime();
            router.put(tool);
            changes[i] = System.nanoTime() - start;
        }
        return new Nanos(index, indexCpu, queries, changes);
    }

    private static long percentile(long[] nanos, int percent) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
