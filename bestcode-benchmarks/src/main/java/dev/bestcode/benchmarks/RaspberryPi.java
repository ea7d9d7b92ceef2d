package dev.bestcode.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// What a machine like a Raspberry Pi is to expect: JVMs of 256 MiB on two processors that get a
/// part of their time, over a storage whose forces take as long as those of a memory card.
@Command(
        name = "raspberry-pi",
        description = {
            "A small machine, imitated: children with -Xmx256m, two processors held to a quarter",
            "of their time, each force some milliseconds longer. Writes its table into the page."
        },
        mixinStandardHelpOptions = true)
final class RaspberryPi implements Callable<Integer> {
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:ActiveProcessorCount=2");
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Mixin private DataOption data;

    @Option(
            names = "--bestcode",
            required = true,
            paramLabel = "FILE",
            description = "The command to measure, such as ./bestcode.")
    private Path bestcode = Path.of("");

    @Option(names = "--rounds", defaultValue = "3", description = "Of each; the median counts.")
    private int rounds;

    @Option(names = "--messages", defaultValue = "1000000", description = "In what is opened.")
    private long messages;

    @Option(names = "--turns", defaultValue = "50", description = "That read a file each.")
    private int turns;

    @Option(
            names = "--percent",
            defaultValue = "50",
            description = "Of one processor, in all. Default: ${DEFAULT-VALUE}")
    private int percent;

    @Option(
            names = "--sync-millis",
            defaultValue = "5",
            description = "How much longer a force takes. Default: ${DEFAULT-VALUE}")
    private int syncMillis;

    @Option(
            names = "--page",
            description = "A page with the marked place, such as docs/performance.md.")
    private List<Path> page = List.of();

    @Override
    public Integer call() {
        page.forEach(path -> new MarkedRegion(path, "raspberry-pi").check());
        try (var folder = data.folder();
                var throttle = Throttle.to(percent)) {
            var load = new OthersLoad();
            var table = new Table("A small machine", "what", "median of " + rounds, "how");
            commits(table, folder, throttle);
            agents(table, folder, throttle);
            opens(table, folder, throttle);
            var more =
                    "The processes that were measured: `%s`, two processors, %s; a force takes %d ms longer where it says slow."
                            .formatted(JVM.getFirst(), throttle.words(), syncMillis);
            var text =
                    new PageText("raspberry-pi --rounds=" + rounds, load, more).of(table, folder);
            System.out.println(text);
            page.forEach(path -> new MarkedRegion(path, "raspberry-pi").write(text));
        }
        return 0;
    }

    private void commits(Table table, DataFolder folder, Throttle throttle) {
        var words =
                List.of(SlowCommits.NAME, "--dir=" + folder.path(), "--sync-millis=" + syncMillis);
        var ended = children(throttle, words);
        for (int writers : new int[] {1, 16}) {
            table.row(
                    "durable commits, %d writer%s".formatted(writers, writers == 1 ? "" : "s"),
                    "%s/s, %s ms each"
                            .formatted(
                                    Figures.whole(median(ended, "rate-" + writers)),
                                    Figures.millis(median(ended, "time-" + writers))),
                    "kernel, slow");
        }
    }

    private List<ChildJvm.Ended> children(Throttle throttle, List<String> words) {
        var command = new ArrayList<>(throttle.before());
        command.addAll(ChildJvm.command(JVM, words));
        var all = new ArrayList<ChildJvm.Ended>();
        for (int round = 0; round < rounds; round++) {
            all.add(ChildJvm.run(command, Map.of(), LIMIT));
        }
        return all;
    }

    private static long median(List<ChildJvm.Ended> all, String figure) {
        return all.stream().map(one -> one.require(figure)).sorted().toList().get(all.size() / 2);
    }

    private void agents(Table table, DataFolder folder, Throttle throttle) {
        var workload = Workload.in(folder, turns, 0);
        var words = new ArrayList<>(List.of("env", "JDK_JAVA_OPTIONS=" + String.join(" ", JVM)));
        words.addAll(throttle.before());
        var command = OwnAgent.command(bestcode).startedBy(words);
        var embedded =
                OwnAgent.embedded(throttle.before(), JVM, List.of("--sync-millis=" + syncMillis));
        agent(
                table,
                "one-turn `run`",
                "`bestcode`",
                command,
                AgentScenario.hello(),
                workload,
                folder);
        agent(
                table,
                "one turn",
                "embedded, slow",
                embedded,
                AgentScenario.hello(),
                workload,
                folder);
        var reads = AgentScenario.reads(turns);
        agent(table, turns + " read turns", "`bestcode`", command, reads, workload, folder);
        agent(table, turns + " read turns", "embedded, slow", embedded, reads, workload, folder);
    }

    private void agent(
            Table table,
            String what,
            String how,
            Agent agent,
            AgentScenario scenario,
            Workload workload,
            DataFolder folder) {
        var process = new AgentProcess(agent, workload, folder);
        var runs =
                Stream.generate(() -> process.run(scenario, LOOK))
                        .limit(rounds)
                        .sorted(Comparator.comparingLong(AgentProcess.Ended::nanos))
                        .toList();
        var middle = runs.get(rounds / 2);
        table.row(
                what,
                "%s s, CPU %s s, resident %s MiB"
                        .formatted(
                                Figures.decimal(middle.nanos() / 1e9),
                                Figures.decimal(middle.cpuNanos() / 1e9),
                                Figures.mebibytes(middle.residentBytes())),
                how);
    }

    /// Loaded at full speed; only opening it is measured.
    private void opens(Table table, DataFolder folder, Throttle throttle) {
        var kernel = folder.folder("opened");
        ChildJvm.run(
                List.of(),
                List.of(ReopenLoad.NAME, Peer.KERNEL.name(), kernel.toString(), "" + messages));
        open(table, "with a snapshot", kernel, throttle);
        DataFolder.deleteFiles(kernel.resolve("snap"), "");
        open(table, "without a snapshot", kernel, throttle);
    }

    private void open(Table table, String how, Path kernel, Throttle throttle) {
        var words = List.of(ReopenOpen.NAME, Peer.KERNEL.name(), kernel.toString(), "" + messages);
        var ended = children(throttle, words);
        table.row(
                "open with %s messages, %s".formatted(Figures.whole(messages), how),
                "%s s, heap %s MiB, resident %s MiB"
                        .formatted(
                                Figures.decimal(median(ended, "open") / 1e9),
                                Figures.mebibytes(median(ended, "heap")),
                                Figures.mebibytes(median(ended, "rss"))),
                "kernel");
    }
}
