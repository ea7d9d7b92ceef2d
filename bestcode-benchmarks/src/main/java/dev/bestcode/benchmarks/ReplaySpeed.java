package dev.bestcode.benchmarks;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;
import dev.bestcode.llm.ModelPrices;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.BestCodeBuilder;
import dev.bestcode.runtime.Replay;
import dev.bestcode.runtime.ReplayResult;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// How long a replay of a run takes a turn, beside a model that takes a second a turn: the command
/// as a process, which is what a person waits for, and inside a process that has made the run.
@Command(
        name = "replay-speed",
        description = "Replay of a finished run: time and CPU a turn.",
        mixinStandardHelpOptions = true)
final class ReplaySpeed implements Callable<Integer> {
    private static final double MODEL_SECONDS_PER_TURN = 1;
    private static final String FILE = "a.txt";

    @Mixin private DataOption data;

    @Option(names = "--turns", defaultValue = "50", description = "Of the run, one file read each.")
    private int turns;

    @Option(names = "--rounds", defaultValue = "20", description = "Replays after the first.")
    private int rounds;

    @Option(
            names = "--bestcode",
            paramLabel = "FILE",
            description = "A command whose 'replay' is timed from its start to its end.")
    private @Nullable Path bestcode;

    @Override
    public Integer call() throws IOException {
        var table =
                new Table(
                        "Replay of a run of %d turns".formatted(turns),
                        "replay",
                        "ms",
                        "ms a turn",
                        "CPU ms a turn",
                        "times faster than 1 s a turn",
                        "ops");
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var workspace = folder.folder("workspace");
            var state = folder.folder("state");
            Files.writeString(workspace.resolve(FILE), "alpha\n".repeat(100));
            var run = run(workspace, state);
            var kernel = state.resolve("k0");
            var replay = builder(workspace).replay();
            var first = replayed(replay, kernel, run);
            row(table, "first in the run's own process", first);
            row(
                    table,
                    "best of %d more".formatted(rounds),
                    best(() -> replayed(replay, kernel, run)));
            if (bestcode != null) {
                var words = words(bestcode, workspace, state, run);
                process(words, first.ops()); // the launcher may have to make its cache first
                row(
                        table,
                        "the command, best of %d".formatted(rounds),
                        best(() -> process(words, first.ops())));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
        table.print(System.out);
        return 0;
    }

    /// As the command puts it together.
    private static BestCodeBuilder builder(Path workspace) {
        return BestCode.builder()
                .tools(NativeTools.in(Workspace.at(workspace)))
                .pricedBy(ModelPrices.builtIn());
    }

    private Round best(Supplier<Round> once) {
        var best = once.get();
        for (int i = 1; i < rounds; i++) {
            best = best.better(once.get());
        }
        return best;
    }

    private static List<String> words(Path bestcode, Path workspace, Path state, RunId run) {
        return List.of(
                bestcode.toAbsolutePath().toString(),
                "replay",
                run.value(),
                "--workspace",
                workspace.toString(),
                "--data-dir",
                state.toString(),
                "--output",
                "json");
    }

    private static Round process(List<String> words, long ops) {
        try {
            long start = System.nanoTime();
            long cpu = Vitals.childCpuNanos();
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s: %s".formatted(words, said));
            }
            return new Round(System.nanoTime() - start, Vitals.childCpuNanos() - cpu, ops);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + words.getFirst(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private RunId run(Path workspace, Path state) throws InterruptedException {
        try (var os =
                builder(workspace)
                        .llm(new SpecialistModel(1, turns, FILE))
                        .stateIn(state)
                        .build()) {
            return os.submit(Task.of("coding", "read")).await().run();
        }
    }

    private record Round(long nanos, long cpuNanos, long ops) {
        Round better(Round other) {
            return new Round(Math.min(nanos, other.nanos), Math.min(cpuNanos, other.cpuNanos), ops);
        }
    }

    private static Round replayed(Replay replay, Path kernel, RunId run) {
        long start = System.nanoTime();
        long cpu = Vitals.cpuNanos();
        var result = WalInspector.of(FileStorage.at(kernel)).read(state -> replay.of(state, run));
        if (!(result instanceof ReplayResult.Same same)) {
            throw new IllegalStateException("the replay is not the same: " + result);
        }
        return new Round(
                System.nanoTime() - start, Vitals.cpuNanos() - cpu, same.derived() + same.given());
    }

    private void row(Table table, String name, Round round) {
        double millis = round.nanos() / 1e6;
        table.row(
                name,
                Figures.decimal(millis),
                Figures.decimal(millis / turns),
                Figures.decimal(round.cpuNanos() / 1e6 / turns),
                Figures.whole(Math.round(MODEL_SECONDS_PER_TURN * 1e3 * turns / millis)),
                Figures.whole(round.ops()));
    }
}
