package dev.bestcode.benchmarks;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;

/// What an agent costs beside its model: whole processes against a scripted one, which differ in
/// what they do and in nothing else.
@Command(
        name = "agent-turns",
        description =
                "Processor time, gaps and bytes of an agent's turns, against a scripted model.",
        mixinStandardHelpOptions = true)
final class AgentTurns implements Callable<Integer> {
    @Mixin private DataOption data;

    @Option(
            names = "--bestcode",
            paramLabel = "FILE",
            description =
                    "The command to measure; without it an application that embeds the system.")
    private @Nullable Path bestcode;

    @Option(names = "--rounds", defaultValue = "5", description = "Runs of each scenario.")
    private int rounds;

    @Option(names = "--turns", defaultValue = "50", description = "Of the short scenarios.")
    private int turns;

    @Option(names = "--long-turns", defaultValue = "200", description = "Of the long one.")
    private int longTurns;

    @Option(names = "--files", defaultValue = "1000", description = "In the workspace.")
    private int files;

    @Option(
            names = "--only",
            split = ",",
            description = "Scenarios beside hello: read, shell, stream, long, parallel.")
    private List<String> only = List.of();

    @Override
    public Integer call() {
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var workload = Workload.in(folder, Math.max(files, turns), longTurns);
            var process = new AgentProcess(command(), workload, folder);
            var runs = new LinkedHashMap<AgentScenario, List<AgentProcess.Ended>>();
            var scenarios = AgentScenario.all(turns, longTurns).stream().filter(this::isWanted);
            scenarios.forEach(scenario -> runs.put(scenario, new ArrayList<>()));
            for (int round = 0; round < rounds; round++) { // so that a noisy moment hits all
                runs.forEach((scenario, ended) -> ended.add(process.run(scenario)));
            }
            var figures = new ArrayList<AgentFigures>();
            runs.forEach((scenario, ended) -> figures.add(AgentFigures.of(scenario, ended)));
            print(figures);
            System.out.printf(
                    "%nforces per turn with one tool: %s%n",
                    Figures.decimal(AgentForces.perTurn(workload, folder)));
        }
        return 0;
    }

    private boolean isWanted(AgentScenario scenario) {
        return only.isEmpty() || scenario.name().equals("hello") || only.contains(scenario.name());
    }

    private List<String> command() {
        return bestcode == null
                ? ChildJvm.command(
                        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        List.of("agent-child"))
                : List.of(
                        bestcode.toAbsolutePath().toString(),
                        "run",
                        "--approve",
                        "all",
                        "--budget-usd", // a scripted model has no cache, and counts all of it
                        "1000");
    }

    private static void print(List<AgentFigures> figures) {
        var table =
                new Table(
                        "Turns",
                        "scenario",
                        "turns",
                        "CPU s, least",
                        "CPU s, median",
                        "CPU ms per turn over hello, least",
                        "gap ms, p10",
                        "gap ms, median",
                        "first request B",
                        "largest request B",
                        "sent MB");
        var hello = figures.getFirst();
        for (var row : figures) {
            table.row(row.cells(hello).toArray(String[]::new));
        }
        table.print(System.out);
    }
}
