package dev.bestcode.benchmarks;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limits;
import dev.bestcode.api.security.Sandbox.Request;
import dev.bestcode.security.SystemSandbox;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// What it costs to run a program that does nothing, by walls, beside Java's own start of a
/// process.
@Command(
        name = "sandbox-starts",
        description = {
            "Times a start of 'true', its end included, behind more and more walls.",
            "CPU is that of this process and of what it started, in ticks of 10 ms over all rounds."
        })
final class SandboxStarts implements Callable<Integer> {
    private static final Path TRUE = Path.of("/bin/true");

    @Option(names = "--rounds", defaultValue = "300", description = "Starts of each case.")
    private int rounds = 300;

    /// Of `/proc/self/stat`, behind the name: own and collected children's time, user and system.
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;
    private static final int IN_A_ROW = 10;
    private static final double TICK_MILLIS = 10;

    private final Map<String, Long> ticks = new LinkedHashMap<>();

    /// One way to start the program.
    private interface Start {
        void run() throws Exception;
    }

    /// Each row has these walls more than the one before.
    private static final List<List<String>> ADDED =
            List.of(
                    List.of("seccomp"),
                    List.of("landlock"),
                    List.of("limits"),
                    List.of("network"),
                    List.of("user", "mounts"),
                    List.of("processes"));

    @Override
    public Integer call() throws Exception {
        var sandboxes = new ArrayList<Sandbox>();
        try (var data = DataFolder.below(Path.of(""))) {
            var workspace = data.folder("workspace");
            var cases = new LinkedHashMap<String, Start>();
            cases.put("ProcessBuilder", SandboxStarts::bare);
            for (int last = 0; last < ADDED.size(); last++) {
                var sandbox = sandbox(workspace, data.folder("private-" + last), last);
                sandboxes.add(sandbox);
                cases.put(
                        "+ " + String.join(", ", ADDED.get(last)),
                        () -> walled(sandbox, workspace));
            }
            try {
                print(measure(cases));
            } finally {
                sandboxes.forEach(Sandbox::close);
            }
        }
        return 0;
    }

    private static Sandbox sandbox(Path workspace, Path folder, int last) {
        var builder = SystemSandbox.around(workspace, folder, System.getenv());
        ADDED.stream().skip(last + 1L).flatMap(List::stream).forEach(builder::without);
        return builder.build();
    }

    /// Round by round, so that a noisy moment hits all cases. In each round a case has several
    /// starts in a row: the processor's time is told in ticks that are longer than a start.
    private Map<String, long[]> measure(Map<String, Start> cases) throws Exception {
        var nanos = new LinkedHashMap<String, long[]>();
        int blocks = Math.ceilDiv(rounds, IN_A_ROW);
        rounds = blocks * IN_A_ROW;
        cases.keySet().forEach(name -> nanos.put(name, new long[rounds]));
        for (int block = -Math.ceilDiv(blocks, 3); block < blocks; block++) {
            for (var each : cases.entrySet()) {
                long ticksBefore = ticks();
                var taken = inARow(each.getValue());
                if (block >= 0) {
                    ticks.merge(each.getKey(), ticks() - ticksBefore, Long::sum);
                    var all = nanos.getOrDefault(each.getKey(), new long[rounds]);
                    System.arraycopy(taken, 0, all, block * IN_A_ROW, IN_A_ROW);
                }
            }
        }
        nanos.values().forEach(Arrays::sort);
        return nanos;
    }

    private static long[] inARow(Start start) throws Exception {
        var taken = new long[IN_A_ROW];
        for (int i = 0; i < IN_A_ROW; i++) {
            long before = System.nanoTime();
            start.run();
            taken[i] = System.nanoTime() - before;
        }
        return taken;
    }

    private static long ticks() throws IOException {
        var text = Files.readString(Path.of("/proc/self/stat"));
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        long sum = 0;
        for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }

    private void print(Map<String, long[]> nanos) {
        var bare = nanos.getOrDefault("ProcessBuilder", new long[rounds]);
        var table =
                new Table(
                        "Starts", "walls", "p10 ms", "p50 ms", "p10 ratio", "CPU ms", "CPU ratio");
        double bareTicks = Math.max(1, ticks.getOrDefault("ProcessBuilder", 0L));
        nanos.forEach(
                (name, sorted) ->
                        table.row(
                                name,
                                Figures.millis(sorted[rounds / 10]),
                                Figures.millis(sorted[rounds / 2]),
                                Figures.decimal((double) sorted[rounds / 10] / bare[rounds / 10]),
                                Figures.decimal(
                                        ticks.getOrDefault(name, 0L) * TICK_MILLIS / rounds),
                                Figures.decimal(ticks.getOrDefault(name, 0L) / bareTicks)));
        table.print(System.out);
    }

    private static void bare() throws IOException, InterruptedException {
        var process = new ProcessBuilder(TRUE.toString()).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            output.readAllBytes();
        }
        check(process.waitFor() == 0);
    }

    private static void walled(Sandbox sandbox, Path workspace) throws Exception {
        var request =
                new Request(
                        TRUE,
                        List.of("true"),
                        workspace,
                        Map.of(),
                        "coding",
                        CommandGrants.NONE,
                        Limits.DEFAULT,
                        true);
        try (var child = sandbox.start(request, _ -> {})) {
            child.output().readAllBytes();
            check(child.await(Duration.ofSeconds(30)).equals(new Exit.Exited(0)));
        }
    }

    private static void check(boolean ok) {
        if (!ok) {
            throw new IllegalStateException("'true' did not end with 0");
        }
    }
}
