package dev.bestcode.benchmarks;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// All that is promised about costs, each by its own program in a fresh JVM, one after the other.
/// What fails is a row that says so; the others go on.
@Command(
        name = "all",
        description = {
            "All that is promised about costs, beside peers, in one table.",
            "It is printed, and written into docs/performance.md when nothing was left out. With",
            "--rounds=1 it takes four minutes on two processors that have nothing else to do."
        },
        mixinStandardHelpOptions = true)
final class Everything implements Callable<Integer> {
    @Mixin private DataOption data;

    @Option(
            names = "--bestcode",
            required = true,
            paramLabel = "FILE",
            description = "The command to measure, such as ./bestcode.")
    private Path bestcode = Path.of("");

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PROGRAM",
            description = {
                "Only the rows of these programs, such as agent-turns,kernel-commits; the page is",
                "left as it is."
            })
    private List<String> only = List.of();

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "From 1; programs take a multiple of it. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--peers",
            paramLabel = "DIR",
            description = {
                "Where npm puts Codex, pi and Claude Code, 700 MB, outside the project; without it",
                "their figures are missing."
            })
    private @Nullable Path peers;

    @Option(
            names = "--symbol-sources",
            paramLabel = "DIR",
            description = "See symbol-quality; without it that row says that it was not run.")
    private @Nullable Path sources;

    @Option(names = "--symbol-expected", paramLabel = "FILE", description = "See symbol-quality.")
    private @Nullable Path expected;

    @Option(
            names = "--page",
            defaultValue = "docs/performance.md",
            description = "The page with the marked places. Default: ${DEFAULT-VALUE}")
    private Path page = Path.of("");

    @Override
    public Integer call() {
        if (rounds < 1) {
            throw new ParameterException(
                    new CommandLine(this), "--rounds is " + rounds + "; from 1");
        }
        var region = new MarkedRegion(page, "all");
        if (only.isEmpty()) {
            region.check();
        }
        try (var folder = data.folder()) {
            var load = new OthersLoad();
            var agents = installed();
            var table = new Table("All that is promised", Gate.HEADS);
            var environment = agents.map(Everything::withRipgrep).orElse(Map.of());
            var all = measurements(folder);
            refuseOthers(all);
            for (var measurement : all) {
                if (measurement.isAmong(only)) {
                    for (var row : rows(measurement, folder, environment)) {
                        table.row(row.toArray(String[]::new));
                    }
                }
            }
            var text = text(load, agents).of(table, folder);
            System.out.println(text);
            if (only.isEmpty()) {
                region.write(text);
            }
        }
        return 0;
    }

    private void refuseOthers(List<Measurement> all) {
        var known = all.stream().map(Measurement::program).toList();
        if (!known.containsAll(only)) {
            throw new ParameterException(
                    new CommandLine(this), "--only %s; there are %s".formatted(only, known));
        }
    }

    private List<Measurement> measurements(DataFolder folder) {
        var peerWords = new ArrayList<String>();
        Optional.ofNullable(peers).ifPresent(dir -> peerWords.addAll(List.of("--peers", dir + "")));
        var all =
                new Measurements(
                        bestcode,
                        rounds,
                        peerWords,
                        only.isEmpty() || only.contains("file-search")
                                ? JdkSources.unpack(folder)
                                : Optional.empty(),
                        Optional.ofNullable(sources),
                        Optional.ofNullable(expected));
        return all.all();
    }

    private Optional<PeerAgents> installed() {
        var agents = Optional.ofNullable(peers).map(PeerAgents::in);
        agents.ifPresent(PeerAgents::install);
        return agents;
    }

    /// ripgrep may be no more than what a peer brought along.
    private static Map<String, String> withRipgrep(PeerAgents agents) {
        var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Map.of("PATH", path + ":" + agents.ripgrep());
    }

    private static List<List<String>> rows(
            Measurement measurement, DataFolder folder, Map<String, String> environment) {
        var rows = new ArrayList<List<String>>();
        System.out.printf("%n== %s%n", measurement.command());
        long began = System.nanoTime();
        var report = new HashMap<String, Long>();
        var lacking = measurement.lacking();
        if (lacking.isEmpty()) {
            lacking = run(measurement, folder, environment, report);
            System.out.printf(
                    "== it took %s s%n", Figures.whole((System.nanoTime() - began) / 1e9));
        }
        for (var gate : measurement.gates()) {
            boolean measured = lacking.isEmpty() || report.containsKey(gate.figure());
            rows.add(
                    measured
                            ? gate.cells(report, measurement.command())
                            : gate.notMeasured(lacking.get(), measurement.command()));
        }
        return rows;
    }

    /// @return why it failed, when it did
    private static Optional<String> run(
            Measurement measurement,
            DataFolder folder,
            Map<String, String> environment,
            Map<String, Long> report) {
        var words = new ArrayList<>(List.of(measurement.program()));
        words.addAll(measurement.words());
        words.add("--report");
        if (measurement.takesData()) {
            words.addAll(List.of("--dir", folder.path().toString()));
        }
        var ended =
                ChildJvm.run(ChildJvm.command(List.of(), words), environment, measurement.limit());
        report.putAll(ended.answer());
        return ended.exit() == 0 ? Optional.empty() : Optional.of("it failed");
    }

    private PageText text(OthersLoad load, Optional<PeerAgents> agents) {
        var more = "Agents of others: " + agents.map(PeerAgents::versions).orElse("none");
        return new PageText("all --rounds=" + rounds, load, more + ".");
    }
}
