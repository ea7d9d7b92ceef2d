package dev.bestcode.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Durable commits beside the limit and a peer, in one run: short rounds, shuffled, so that what
/// else the machine does falls on all of them alike.
@Command(
        name = "kernel-commits",
        description = "Durable commits: raw sync, a bare log, the kernel, SQLite.",
        mixinStandardHelpOptions = true)
final class KernelCommits implements Runnable {
    /// Written round and round, so it only has to exceed what a device keeps in flight.
    private static final long PREPARED_BYTES = 64 << 20;

    /// Lets a store do what it does when idle before the next one is measured.
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(100);

    @Mixin private DataOption data;

    @Mixin private Report report;

    @Option(names = "--rounds", defaultValue = "12", description = "Rounds of each case.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "3", description = "Rounds before, not counted.")
    private int warmUp;

    @Option(names = "--millis", defaultValue = "500", description = "Length of a round.")
    private int millis;

    @Option(names = "--seed", defaultValue = "1", description = "Of the order of the rounds.")
    private long seed;

    private record Open(Case of, Store store, CommitFigures figures) {}

    @Override
    public void run() {
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var device = BlockDevice.of(folder.path());
            var open = open(folder);
            try {
                var random = new Random(seed);
                var order = new ArrayList<>(open);
                for (int round = -warmUp; round < rounds; round++) {
                    Collections.shuffle(order, random);
                    for (var one : order) {
                        runRound(one, device, round >= 0);
                    }
                }
            } finally {
                open.forEach(one -> one.store().close());
            }
            print(open);
        }
    }

    private static List<Open> open(DataFolder data) {
        int record = KernelStore.recordBytes();
        System.out.printf(
                "a unit is %d bytes of content; %d bytes in the log%n", Content.BYTES, record);
        var cases =
                List.of(
                        Case.raw(PREPARED_BYTES),
                        Case.bare(1, PREPARED_BYTES, record),
                        Case.bare(16, PREPARED_BYTES, record),
                        Case.kernel(1),
                        Case.kernel(16),
                        Case.sqlite(1),
                        Case.sqlite(16),
                        Case.groupedSqlite(16));
        var open = new ArrayList<Open>();
        for (var of : cases) {
            var store = of.opener().apply(data.folder(of.name().replace(' ', '-')));
            open.add(new Open(of, store, new CommitFigures()));
        }
        return open;
    }

    private void runRound(Open one, Optional<BlockDevice> device, boolean counts) {
        pause();
        var before = device.map(BlockDevice::counters);
        var round = one.of().writers().runFor(one.store(), Duration.ofMillis(millis));
        var flushes =
                before.map(b -> device.orElseThrow().counters().since(b))
                        .map(BlockDevice.Counters::flushes);
        if (counts) {
            one.figures().add(round, flushes);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ROUNDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted between rounds", e);
        }
    }

    private void print(List<Open> open) {
        var figures = new LinkedHashMap<String, CommitFigures>();
        open.forEach(one -> figures.put(one.of().name(), one.figures()));
        var table =
                new Table(
                        "Commits: %d shuffled rounds of %d ms, seed %d"
                                .formatted(rounds, millis, seed),
                        CommitFigures.heads());
        figures.forEach((name, of) -> table.row(of.cells(name)));
        table.print(System.out);
        gates(figures).print(System.out);
        report(figures);
    }

    private void report(Map<String, CommitFigures> of) {
        report.add("commit-p10", Math.round(figuresOf(of, Case.OURS_1).p10()));
        report.add("commit-p10", "raw-sync", Math.round(figuresOf(of, Case.RAW).p10()));
        report.add("commit-p10", "sqlite", Math.round(figuresOf(of, Case.SQLITE_1).p10()));
        report.add("commits", Math.round(figuresOf(of, Case.OURS_16).best()));
        report.add("commits", "bare-log", Math.round(figuresOf(of, Case.BARE_16).best()));
        report.add("commits", "sqlite", Math.round(figuresOf(of, Case.SQLITE_16).best()));
    }

    private static Table gates(Map<String, CommitFigures> of) {
        var raw = figuresOf(of, Case.RAW);
        var bare1 = figuresOf(of, Case.BARE_1);
        var bare = figuresOf(of, Case.BARE_16);
        var one = figuresOf(of, Case.OURS_1);
        var many = figuresOf(of, Case.OURS_16);
        return new Table("Ratios of the same run", "ratio", "is", "gate")
                .row("kernel x1 p10 / raw p10", ratio(one.p10(), raw.p10()), "<= 1.3")
                .row("bare x1 p10 / raw p10", ratio(bare1.p10(), raw.p10()), Figures.NONE)
                .row("kernel x16 / bare x16, best round", ratio(many.best(), bare.best()), ">= 0.6")
                .row(
                        "kernel x16 / bare x16, median",
                        ratio(many.median(), bare.median()),
                        ">= 0.6");
    }

    private static CommitFigures figuresOf(Map<String, CommitFigures> all, String name) {
        var figures = all.get(name);
        if (figures == null) {
            throw new IllegalStateException("no case '" + name + "'");
        }
        return figures;
    }

    private static String ratio(double a, double b) {
        return Figures.decimal(a / b);
    }
}
