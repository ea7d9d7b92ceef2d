package dev.bestcode.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// How much of what a turn needs is in view, beside simpler ways and beside knowing it.
@Command(
        name = "librarian-needs",
        description = "The share of what each turn needs that is in view, by tokens.",
        mixinStandardHelpOptions = true)
final class LibrarianNeeds implements Runnable {
    static final List<Integer> TOKENS = List.of(2_000, 4_000, 8_000, 16_000);

    @Option(
            names = "--data",
            defaultValue = "../shared/data/trajectories",
            description = "Folder with runs, *.json.gz. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("../shared/data/trajectories");

    @Option(names = "--each", description = "A table for each run too.")
    private boolean each;

    @Override
    public void run() {
        var runs = Trajectory.readAll(data);
        table("%d recorded runs".formatted(runs.size()), runs);
        halves(runs);
        if (each) {
            runs.forEach(run -> table(run.id(), List.of(run)));
        }
        var own = MadeUpRun.runs(8, 7);
        table("%d runs of our own".formatted(own.size()), own);
    }

    private static void halves(List<Trajectory> runs) {
        var held = runs.stream().filter(Trajectory::isHeldOut).toList();
        var others = runs.stream().filter(run -> !run.isHeldOut()).toList();
        if (!held.isEmpty() && !others.isEmpty()) {
            table("%d runs to develop on".formatted(others.size()), others);
            table("%d runs held out".formatted(held.size()), held);
        }
    }

    private static void table(String title, List<Trajectory> runs) {
        var table =
                new Table(title + ": all / older than five turns, %", "", "2k", "4k", "8k", "16k");
        row(table, "recency", NeedsTrial::recency, runs);
        row(table, "LRU, told what was used", NeedsTrial::leastRecentlyUsedLeaves, runs);
        row(table, "librarian, whole pages alone", NeedsTrial::wholePages, runs);
        row(table, "librarian", NeedsTrial::librarian, runs);
        row(table, "clairvoyant, whole pages", NeedsTrial::clairvoyant, runs);
        table.print(System.out);
    }

    private static void row(
            Table table, String name, NeedsTrial.Choice choice, List<Trajectory> runs) {
        var cells = new String[TOKENS.size() + 1];
        cells[0] = name;
        for (int i = 0; i < TOKENS.size(); i++) {
            var trial = NeedsTrial.of(choice, runs, TOKENS.get(i));
            cells[i + 1] = String.format(Locale.ROOT, "%.1f / %.1f", trial.all(), trial.old());
        }
        table.row(cells);
    }
}
