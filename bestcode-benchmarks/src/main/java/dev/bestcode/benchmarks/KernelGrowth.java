package dev.bestcode.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How cost grows, by doubling: each claim of the design with its sizes, its costs and the exponent
/// of the line through them.
@Command(
        name = "kernel-growth",
        description = "How the kernel's costs grow, by doubling the size.",
        mixinStandardHelpOptions = true)
final class KernelGrowth implements Runnable {
    @Mixin private DataOption data;

    @Option(
            names = "--messages",
            defaultValue = "1048576",
            description = "The longest history; 8192 at least.")
    private int messages;

    @Option(
            names = "--rows",
            defaultValue = "16384",
            description = "The most threads, pages or undelivered messages; 256 at least.")
    private int rows;

    @Override
    public void run() {
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            warmUp(folder.folder("warm-up"));
            LogBytes.table().print(System.out);
            var all = new ArrayList<Series>();
            all.addAll(measured(new GrowthOfWriters(folder.folder("writers")).measure()));
            all.addAll(measured(new GrowthOfThreads(folder.folder("threads"), rows).measure()));
            all.addAll(measured(new GrowthOfContexts(folder.folder("contexts"), rows).measure()));
            all.addAll(measured(new GrowthOfRuns(folder.folder("runs"), rows).measure()));
            all.addAll(measured(new GrowthOfJournal(folder.folder("journal"), rows).measure()));
            all.addAll(measured(new GrowthOfHistory(folder.folder("history"), messages).measure()));
            var summary = new Table("Growth: all", Series.heads());
            all.forEach(series -> summary.row(series.cells()));
            summary.print(System.out);
        }
    }

    /// Small sizes come first, so without it they would be measured in interpreted code.
    private static void warmUp(Path folder) {
        new GrowthOfHistory(folder.resolve("history"), 8192).measure();
        new GrowthOfThreads(folder.resolve("threads"), 256).measure();
        new GrowthOfContexts(folder.resolve("contexts"), 256).measure();
        new GrowthOfRuns(folder.resolve("runs"), 256).measure();
        new GrowthOfJournal(folder.resolve("journal"), 256).measure();
    }

    private static List<Series> measured(List<Series> some) {
        some.forEach(series -> series.table().print(System.out));
        return some;
    }
}
