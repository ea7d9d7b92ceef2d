package dev.bestcode.benchmarks;

import dev.bestcode.routing.SemanticRouter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/// How well tools are found, beside plain TF-IDF, on requests that nobody here wrote.
@Command(
        name = "routing-quality",
        description = "How well tools are found by what they do, beside plain TF-IDF.",
        mixinStandardHelpOptions = true)
final class RoutingQuality implements Runnable {
    /// The sets, by folder.
    static final List<String> SETS = List.of("metatool-single", "bfcl-live", "restbench-tmdb");

    /// The one that has requests which no tool answers.
    static final String WITH_MISFITS = "bfcl-live";

    @Option(
            names = "--data",
            defaultValue = "../shared/data/routing",
            description =
                    "Folder with a folder for each set: tools.jsonl, queries.jsonl. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("../shared/data/routing");

    @Override
    public void run() {
        var trials =
                SETS.stream()
                        .map(name -> new RoutingTrial(RoutingSet.read(data.resolve(name))))
                        .toList();
        table("hit@1 / recall@5 / nDCG@10, all requests", trials, _ -> true);
        table("the half that method and weights were chosen on", trials, half -> half == 0);
        table("the other half", trials, half -> half == 1);
        misfits(trials.get(SETS.indexOf(WITH_MISFITS)));
    }

    private static void table(String title, List<RoutingTrial> trials, IntPredicate halves) {
        var table =
                new Table(title, "method", SETS.get(0), SETS.get(1), SETS.get(2), "mean recall@5");
        row(table, "plain TF-IDF", trials.stream().map(trial -> trial.plain(halves)).toList());
        row(
                table,
                "subword vectors",
                trials.stream().map(trial -> trial.subwords(halves)).toList());
        row(table, "router", trials.stream().map(trial -> trial.router(halves)).toList());
        row(
                table,
                "router, up to 4 remembered requests a tool",
                trials.stream().map(trial -> trial.remembering(halves)).toList());
        table.print(System.out);
    }

    private static void row(Table table, String method, List<RankScores> scores) {
        double mean = scores.stream().mapToDouble(RankScores::recallAt5).average().orElse(0);
        table.row(
                method,
                scores.get(0).text(),
                scores.get(1).text(),
                scores.get(2).text(),
                Figures.decimal(mean));
    }

    private void misfits(RoutingTrial trial) {
        var requests = RoutingSet.read(data.resolve(WITH_MISFITS)).requests();
        var table =
                new Table(
                        "Requests that no candidate answers, " + WITH_MISFITS,
                        "threshold from",
                        "measured on",
                        "threshold",
                        "right ones kept %",
                        "false accepts %");
        double chosen = Rejection.threshold(trial, requests, 0);
        row(table, "first half", "first half", Rejection.at(chosen, trial, requests, 0));
        row(table, "first half", "other half", Rejection.at(chosen, trial, requests, 1));
        var built = SemanticRouter.FIT_MIN;
        row(table, "built in", "first half", Rejection.at(built, trial, requests, 0));
        row(table, "built in", "other half", Rejection.at(built, trial, requests, 1));
        table.print(System.out);
    }

    private static void row(Table table, String from, String on, Rejection rejection) {
        table.row(
                from,
                on,
                String.format(Locale.ROOT, "%.3f", rejection.threshold()),
                Figures.decimal(rejection.kept()),
                Figures.decimal(rejection.falseAccepts()));
    }
}
