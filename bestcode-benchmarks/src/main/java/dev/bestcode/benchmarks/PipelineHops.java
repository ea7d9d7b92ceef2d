package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.pipeline.Answer;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.pipeline.Ticket;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What a hop costs: a message of 512 bytes parsed, checked against a schema, routed, committed and
/// delivered. A call is two, there and back.
@Command(
        name = "pipeline-hops",
        description = "Hops per second, latency of a call, cost of each stage.",
        mixinStandardHelpOptions = true)
final class PipelineHops implements Runnable {
    private static final int MANY = 16;

    @Mixin private DataOption data;

    @Option(names = "--millis", defaultValue = "4000", description = "Length of a case.")
    private int millis;

    @Option(names = "--warm-up", defaultValue = "4000", description = "Millis before, not counted.")
    private int warmUp;

    @Option(names = "--calls", defaultValue = "200", description = "Calls of a run.")
    private int calls;

    private record Case(String name, int runs, boolean effectFree, KernelStorage storage) {}

    @Override
    public void run() {
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var table =
                    new Table(
                            "Hops of 512 B with validation",
                            "case",
                            "hops/s",
                            "call p50 us",
                            "call p99 us",
                            "CPU us per hop");
            var stages =
                    new Table(
                            "Where a hop's time goes, microseconds on average, one run",
                            "case",
                            "parse",
                            "schema",
                            "commit",
                            "canonical form, route, settle, deliver");
            warmUp();
            for (var each : cases(folder)) {
                measure(each, table, stages);
            }
            table.print(System.out);
            stages.print(System.out);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /// So that the first case does not pay for the compiler.
    private void warmUp() throws InterruptedException {
        var unseen = new HopStages();
        try (Kernel kernel = WalKernel.open(FileStorage.inMemory(), KernelOptions.defaults());
                var pipeline = pipeline(kernel, unseen, new EchoCaller(calls), true)) {
            runFor(pipeline, MANY, 2L * warmUp);
        }
    }

    private static List<Case> cases(DataFolder folder) {
        return List.of(
                new Case("in memory, 1 run", 1, true, FileStorage.inMemory()),
                new Case("in memory, 16 runs", MANY, true, FileStorage.inMemory()),
                new Case("synced, effect-free, 1 run", 1, true, at(folder, "free-1")),
                new Case("synced, effect-free, 16 runs", MANY, true, at(folder, "free-16")),
                new Case("synced, each call forced, 1 run", 1, false, at(folder, "forced-1")),
                new Case(
                        "synced, each call forced, 16 runs", MANY, false, at(folder, "forced-16")));
    }

    private static KernelStorage at(DataFolder folder, String name) {
        return FileStorage.at(folder.folder(name));
    }

    private void measure(Case of, Table table, Table stagesTable) throws InterruptedException {
        var stages = new HopStages();
        var caller = new EchoCaller(calls);
        try (Kernel kernel = WalKernel.open(of.storage(), KernelOptions.defaults());
                var pipeline = pipeline(stages.over(kernel), stages, caller, of.effectFree())) {
            runFor(pipeline, of.runs(), warmUp);
            caller.take();
            stages.reset();
            long cpu = Vitals.cpuNanos();
            long start = System.nanoTime();
            runFor(pipeline, of.runs(), millis);
            long nanos = System.nanoTime() - start;
            cpu = Vitals.cpuNanos() - cpu;
            var latencies = caller.take();
            long hops = stages.parse.calls();
            table.row(
                    of.name(),
                    Figures.whole(hops * 1e9 / nanos),
                    Figures.micros(latencies.percentile(50)),
                    Figures.micros(latencies.percentile(99)),
                    Figures.micros((double) cpu / hops));
            if (of.runs() == 1) {
                long known = stages.parse.nanos() + stages.schema.nanos() + stages.commit.nanos();
                stagesTable.row(
                        of.name(),
                        Figures.micros((double) stages.parse.nanos() / hops),
                        Figures.micros((double) stages.schema.nanos() / hops),
                        Figures.micros((double) stages.commit.nanos() / hops),
                        Figures.micros((double) (nanos - known) / hops));
            }
        }
    }

    private static Pipeline pipeline(
            Kernel kernel, HopStages stages, EchoCaller caller, boolean effectFree) {
        return Pipeline.builder(kernel, new EchoRoutes())
                .codec(stages.codec())
                .validator(stages.validator())
                .listener(EchoCaller.NAME, caller)
                .listener(EchoCaller.Echo.NAME, new EchoCaller.Echo(effectFree))
                .start();
    }

    private static void runFor(Pipeline pipeline, int runs, long millis)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() - end < 0) {
            var tickets =
                    IntStream.range(0, runs)
                            .mapToObj(
                                    i ->
                                            pipeline.submit(
                                                    EchoRoutes.PROFILE,
                                                    EchoCaller.NAME,
                                                    EchoPayload.TYPE.tag(),
                                                    EchoPayload.BYTES_512))
                            .toList();
            for (Ticket ticket : tickets) {
                if (ticket.await() instanceof Answer.Failed(var failure)) {
                    throw new IllegalStateException("a run failed: " + failure);
                }
            }
        }
    }
}
