package dev.bestcode.benchmarks;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.Replay;
import dev.bestcode.runtime.ReplayResult;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// How long a replay of a run takes a turn, beside a model that takes a second a turn: from a cold
/// JVM, which is what a person waits for, and warm.
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
            var kernel = folder.folder("kernel");
            Files.writeString(workspace.resolve(FILE), "alpha\n".repeat(100));
            var run = run(workspace, kernel);
            var replay = builder(workspace).replay();
            var first = replayed(replay, kernel, run);
            row(table, "the first", first);
            var best = replayed(replay, kernel, run);
            for (int i = 1; i < rounds; i++) {
                best = best.better(replayed(replay, kernel, run));
            }
            row(table, "the best of %d more".formatted(rounds), best);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
        table.print(System.out);
        return 0;
    }

    private static BestCode.Builder builder(Path workspace) {
        return BestCode.builder().tools(NativeTools.in(Workspace.at(workspace)));
    }

    private RunId run(Path workspace, Path kernel) throws InterruptedException {
        try (var os =
                builder(workspace)
                        .llm(new SpecialistModel(1, turns, FILE))
                        .storage(FileStorage.at(kernel))
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
