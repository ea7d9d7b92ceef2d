package dev.bestcode.benchmarks;

import static dev.bestcode.testkit.Step.answer;

import dev.bestcode.testkit.ScriptedModel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// What short commands cost, from their start to their end, beside a Java that does nothing.
@Command(
        name = "start-up",
        description = "Processor time and memory of short commands, beside bare Java.",
        mixinStandardHelpOptions = true)
final class StartUp implements Callable<Integer> {
    private static final int LOOK_MILLIS = 2;

    @Mixin private DataOption data;

    @Option(
            names = "--bestcode",
            required = true,
            paramLabel = "FILE",
            description = "The command to measure, such as ./bestcode.")
    private Path bestcode = Path.of("");

    @Option(names = "--rounds", defaultValue = "10", description = "Starts of each command.")
    private int rounds;

    /// One start.
    private record Ended(long cpuNanos, long nanos, long residentBytes) {}

    @Override
    public Integer call() throws InterruptedException {
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var ended = new LinkedHashMap<String, List<Ended>>();
            for (int round = 0; round < rounds; round++) { // so that a noisy moment hits all
                add("bare java", bare(), folder, ended);
                add("--version", words("--version"), folder, ended);
                add("--help", words("--help"), folder, ended);
                add("config show", words("config", "show"), folder, ended);
                add("runs", words("runs"), folder, ended);
                add("run, one turn", run(folder), folder, ended);
            }
            print(ended);
        }
        return 0;
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

    private List<String> run(DataFolder folder) {
        return words("run", "--data-dir", folder.path().resolve("state").toString(), "say done");
    }

    private static void add(
            String name,
            List<String> command,
            DataFolder folder,
            SequencedMap<String, List<Ended>> ended)
            throws InterruptedException {
        try (var model = ScriptedModel.start(answer("done"))) {
            ended.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(start(name, command, model, folder));
        } finally {
            DataFolder.delete(folder.folder("state"));
        }
    }

    private static Ended start(
            String name, List<String> command, ScriptedModel model, DataFolder folder)
            throws InterruptedException {
        var printed = folder.path().resolve("printed");
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.folder("workspace").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
        builder.environment().put("ANTHROPIC_API_KEY", "benchmark");
        builder.environment().put("ANTHROPIC_BASE_URL", model.baseUrl());
        try {
            long cpu = Vitals.childCpuNanos();
            long began = System.nanoTime();
            var process = builder.start();
            long most = 0;
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, Vitals.residentBytesMost(process.pid()));
            }
            long took = System.nanoTime() - began;
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s ended with %d: %s"
                                .formatted(name, process.exitValue(), Files.readString(printed)));
            }
            return new Ended(Vitals.childCpuNanos() - cpu, took, most);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        }
    }

    private static void print(SequencedMap<String, List<Ended>> ended) {
        var table =
                new Table(
                        "Starts",
                        "command",
                        "CPU s, least",
                        "CPU s, median",
                        "over bare, median",
                        "wall s, median",
                        "resident MiB, most");
        double bare = median(ended.firstEntry().getValue().stream().map(Ended::cpuNanos).toList());
        ended.forEach(
                (name, starts) -> {
                    var cpu = starts.stream().map(Ended::cpuNanos).sorted().toList();
                    table.row(
                            name,
                            Figures.decimal(cpu.getFirst() / 1e9),
                            Figures.decimal(median(cpu) / 1e9),
                            Figures.decimal(median(cpu) / bare),
                            Figures.decimal(
                                    median(starts.stream().map(Ended::nanos).toList()) / 1e9),
                            Figures.mebibytes(
                                    starts.stream()
                                            .mapToLong(Ended::residentBytes)
                                            .max()
                                            .orElse(0)));
                });
        table.print(System.out);
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
