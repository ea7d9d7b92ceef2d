package dev.bestcode.benchmarks;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/// What an agent costs beside its model: whole processes against a scripted one, which differ in
/// what they do and in nothing else.
@Command(
        name = "agent-turns",
        description =
                "Processor time, gaps and bytes of an agent's turns, against a scripted model.",
        mixinStandardHelpOptions = true)
final class AgentTurns implements Callable<Integer> {
    /// Often enough to see the most before the end, and without a weight of its own.
    private static final Duration LOOK = Duration.ofMillis(20);

    @Mixin private DataOption data;

    @Mixin private PeersOption peers;

    @Mixin private Report report;

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
            var all = new ArrayList<Runs>();
            var ours =
                    bestcode == null
                            ? OwnAgent.embedded(List.of(), List.of(), List.of())
                            : OwnAgent.command(bestcode);
            all.add(new Runs(new AgentProcess(ours, workload, folder), scenarios()));
            peers.agents().stream()
                    .map(peer -> new AgentProcess(peer, workload, folder))
                    .filter(process -> process.isReady(LOOK))
                    .forEach(process -> all.add(new Runs(process, scenarios())));
            for (int round = 0; round < rounds; round++) { // so that a noisy moment hits all
                all.forEach(Runs::round);
            }
            print(all);
            double forces = AgentForces.perTurn(workload, folder);
            System.out.printf("%nforces per turn with one tool: %s%n", Figures.decimal(forces));
            report.add("forces", Math.round(forces * 100));
        }
        return 0;
    }

    /// One agent's.
    private static final class Runs {
        private final AgentProcess process;
        private final SequencedMap<AgentScenario, List<AgentProcess.Ended>> ended =
                new LinkedHashMap<>();

        Runs(AgentProcess process, List<AgentScenario> scenarios) {
            this.process = process;
            scenarios.forEach(scenario -> ended.put(scenario, new ArrayList<>()));
        }

        void round() {
            ended.forEach(this::run);
        }

        /// One of others that does not do what it is told is left out; ours must.
        private void run(AgentScenario scenario, List<AgentProcess.Ended> runs) {
            try {
                runs.add(process.run(scenario, LOOK));
            } catch (IllegalStateException e) {
                if (process.agent().isChecked()) {
                    throw e;
                }
                System.out.println(e.getMessage());
            }
        }

        /// Of the scenarios that were carried out, `hello` first.
        List<AgentFigures> figures() {
            return ended.entrySet().stream()
                    .filter(one -> !one.getValue().isEmpty())
                    .map(one -> AgentFigures.of(one.getKey(), one.getValue()))
                    .toList();
        }
    }

    private List<AgentScenario> scenarios() {
        return AgentScenario.all(turns, longTurns).stream().filter(this::isWanted).toList();
    }

    private boolean isWanted(AgentScenario scenario) {
        return only.isEmpty() || scenario.name().equals("hello") || only.contains(scenario.name());
    }

    private void print(List<Runs> all) {
        var table =
                new Table(
                        "Turns",
                        "agent",
                        "scenario",
                        "turns",
                        "CPU s, least",
                        "CPU s, median",
                        "CPU ms per turn over hello, least",
                        "gap ms, p10",
                        "gap ms, median",
                        "first request B",
                        "largest request B",
                        "sent MB",
                        "resident MiB");
        for (var runs : all) {
            var figures = runs.figures();
            var agent = runs.process.agent();
            for (var row : figures) {
                var cells = new ArrayList<>(List.of(agent.name()));
                cells.addAll(row.cells(figures.getFirst()));
                table.row(cells.toArray(String[]::new));
                row.report(report, agent.name(), figures.getFirst());
            }
        }
        table.print(System.out);
    }
}
