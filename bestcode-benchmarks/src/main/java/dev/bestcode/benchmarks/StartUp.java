package dev.bestcode.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;

/// What short commands cost, from their start to their end, beside a Java that does nothing.
@Command(
        name = "start-up",
        description = "Processor time and memory of short commands, beside bare Java.",
        mixinStandardHelpOptions = true)
final class StartUp implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Mixin private DataOption data;

    @Option(
            names = "--bestcode",
            required = true,
            paramLabel = "FILE",
            description = "The command to measure, such as ./bestcode.")
    private Path bestcode = Path.of("");

    @Option(names = "--rounds", defaultValue = "10", description = "Starts of each command.")
    private int rounds;

    @Mixin private PeersOption peers;

    @Mixin private Report report;

    @Override
    public Integer call() {
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var workload = Workload.in(folder, 1, 0);
            var ours = OwnAgent.command(bestcode);
            var others =
                    peers.agents().stream()
                            .filter(peer -> new AgentProcess(peer, workload, folder).isReady(LOOK))
                            .toList();
            var ended = new LinkedHashMap<String, List<MeasuredProcess.Ended>>();
            for (int round = 0; round < rounds; round++) { // so that a noisy moment hits all
                add("bare java", bare(), Map.of(), folder, ended);
                add("--version", ours.version(), Map.of(), folder, ended);
                add("--help", words("--help"), Map.of(), folder, ended);
                add("config show", words("config", "show"), Map.of(), folder, ended);
                add("runs", words("runs"), Map.of(), folder, ended);
                oneTurn("run, one turn", ours, workload, folder, ended);
                for (var peer : others) {
                    add(
                            peer.name() + " --version",
                            peer.version(),
                            Fenced.environment(folder.folder("home"), Map.of()),
                            folder,
                            ended);
                    oneTurn(peer.name() + ", one turn", peer, workload, folder, ended);
                }
            }
            print(ended);
            report(ended, ours, "--version", "run, one turn");
            for (var peer : others) {
                report(ended, peer, peer.name() + " --version", peer.name() + ", one turn");
            }
        }
        return 0;
    }

    private void report(
            Map<String, List<MeasuredProcess.Ended>> ended,
            Agent agent,
            String version,
            String oneTurn) {
        var suffix = agent.name().equals(Agent.NAME) ? "" : Report.OF + agent.name();
        var told = ended.getOrDefault(version, List.of());
        var ran = ended.getOrDefault(oneTurn, List.of());
        report.add("version-cpu" + suffix, median(told, MeasuredProcess.Ended::cpuNanos));
        report.add("run-cpu" + suffix, median(ran, MeasuredProcess.Ended::cpuNanos));
        report.add("run-resident" + suffix, median(ran, MeasuredProcess.Ended::residentBytes));
    }

    private static List<String> bare() {
        return ChildJvm.command(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                BareMain.class,
                List.of());
    }

    private List<String> words(String... arguments) {
        var words = new ArrayList<>(List.of(bestcode.toAbsolutePath().toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static void oneTurn(
            String name,
            Agent agent,
            Workload workload,
            DataFolder folder,
            SequencedMap<String, List<MeasuredProcess.Ended>> all) {
        var ran = new AgentProcess(agent, workload, folder).run(AgentScenario.hello(), LOOK);
        all.computeIfAbsent(name, _ -> new ArrayList<>())
                .add(
                        new MeasuredProcess.Ended(
                                0, ran.cpuNanos(), ran.nanos(), ran.residentBytes()));
    }

    private static void add(
            String name,
            List<String> command,
            Map<String, String> environment,
            DataFolder folder,
            SequencedMap<String, List<MeasuredProcess.Ended>> all) {
        var process =
                new MeasuredProcess(
                        command,
                        environment,
                        folder.folder("workspace"),
                        folder.path().resolve("printed"));
        var ended = process.run(LOOK, LIMIT);
        if (ended.exit() != 0) {
            throw new IllegalStateException(
                    "%s ended with %d: %s".formatted(name, ended.exit(), process.said()));
        }
        all.computeIfAbsent(name, _ -> new ArrayList<>()).add(ended);
    }

    private static void print(SequencedMap<String, List<MeasuredProcess.Ended>> ended) {
        var table =
                new Table(
                        "Starts",
                        "command",
                        "CPU s, least",
                        "CPU s, median",
                        "over bare, median",
                        "wall s, median",
                        "resident MiB, most");
        double bare = median(ended.firstEntry().getValue(), MeasuredProcess.Ended::cpuNanos);
        ended.forEach(
                (name, starts) -> {
                    long cpu = median(starts, MeasuredProcess.Ended::cpuNanos);
                    table.row(
                            name,
                            seconds(
                                    starts.stream()
                                            .mapToLong(MeasuredProcess.Ended::cpuNanos)
                                            .min()
                                            .orElse(0)),
                            seconds(cpu),
                            Figures.decimal(cpu / bare),
                            seconds(median(starts, MeasuredProcess.Ended::nanos)),
                            Figures.mebibytes(
                                    starts.stream()
                                            .mapToLong(MeasuredProcess.Ended::residentBytes)
                                            .max()
                                            .orElse(0)));
                });
        table.print(System.out);
    }

    private static String seconds(long nanos) {
        return Figures.decimal(nanos / 1e9);
    }

    private static long median(
            List<MeasuredProcess.Ended> starts, ToLongFunction<MeasuredProcess.Ended> figure) {
        return starts.stream()
                .mapToLong(figure)
                .sorted()
                .skip(starts.size() / 2)
                .findFirst()
                .orElse(0);
    }
}
