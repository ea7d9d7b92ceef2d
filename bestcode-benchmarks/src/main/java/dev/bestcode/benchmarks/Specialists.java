package dev.bestcode.benchmarks;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Specialists that work for one lead beside one another on one kernel, synced to disk, against a
/// model that answers at once: what more of them cost, a turn and in memory.
@Command(
        name = "specialists",
        description = "Called agents side by side on one kernel: throughput and memory.",
        mixinStandardHelpOptions = true)
final class Specialists implements Callable<Integer> {
    static final String LEAD = "lead";
    static final String HELP = "help";

    private static final String HELPER = "helper";
    private static final String FILE = "a.txt";

    @Mixin private DataOption data;

    @Option(names = "--specialists", defaultValue = "20", description = "At once, up to 64.")
    private int specialists;

    @Option(names = "--turns", defaultValue = "50", description = "Of each, one file read a turn.")
    private int turns;

    @Option(names = "--rounds", defaultValue = "5", description = "Of each case.")
    private int rounds;

    @Override
    public Integer call() {
        var table =
                new Table(
                        "Specialists, each with %d turns".formatted(turns),
                        "at once",
                        "turns/s, best",
                        "CPU ms per turn, least",
                        "over one, CPU",
                        "heap after GC MiB",
                        "RSS MiB");
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            round(folder, 1, "warm-up");
            double one = Double.NaN;
            for (int count : List.of(1, specialists)) {
                var best = best(folder, count);
                if (count == 1) {
                    one = best.cpuNanosPerTurn();
                }
                var resident = Vitals.residentBytes();
                table.row(
                        Figures.whole(count),
                        Figures.whole(best.turnsPerSecond()),
                        Figures.decimal(best.cpuNanosPerTurn() / 1e6),
                        Figures.decimal(best.cpuNanosPerTurn() / one),
                        Figures.mebibytes(best.heap()),
                        resident.isPresent()
                                ? Figures.mebibytes(resident.getAsLong())
                                : Figures.NONE);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
        table.print(System.out);
        return 0;
    }

    /// @param heap that is held when all have ended and the system still stands
    private record Round(double turnsPerSecond, double cpuNanosPerTurn, long heap) {
        Round better(Round other) {
            return new Round(
                    Math.max(turnsPerSecond, other.turnsPerSecond),
                    Math.min(cpuNanosPerTurn, other.cpuNanosPerTurn),
                    Math.max(heap, other.heap));
        }
    }

    private Round best(DataFolder folder, int count) throws InterruptedException {
        var best = round(folder, count, "0");
        for (int i = 1; i < rounds; i++) {
            best = best.better(round(folder, count, Integer.toString(i)));
        }
        return best;
    }

    private Round round(DataFolder folder, int count, String name) throws InterruptedException {
        var place = "%d-%s".formatted(count, name);
        var workspace = workspace(folder.folder(place + "-workspace"));
        try (var os =
                BestCode.builder()
                        .organism(organism(count))
                        .llm(new SpecialistModel(count, turns, FILE))
                        .tools(NativeTools.in(Workspace.at(workspace)))
                        .storage(FileStorage.at(folder.folder(place + "-kernel")))
                        .build()) {
            long start = System.nanoTime();
            long cpu = Vitals.cpuNanos();
            var result = os.submit(Task.of("leading", "lead").withListener(LEAD)).await();
            long used = Vitals.cpuNanos() - cpu;
            long passed = System.nanoTime() - start;
            if (result.status() != RunStatus.DONE) {
                throw new IllegalStateException("the run ended otherwise: " + result.text());
            }
            double all = (double) count * turns;
            return new Round(all * 1e9 / passed, used / all, Vitals.heapAfterGc());
        }
    }

    private static Path workspace(Path directory) {
        try {
            Files.writeString(directory.resolve(FILE), "alpha\n".repeat(100));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Organism organism(int count) {
        var plain = CallableSpec.taking("helping", HELPER);
        var call =
                new CallableSpec(
                        plain.parameters(),
                        plain.required(),
                        plain.requires(),
                        Optional.empty(),
                        plain.profile(),
                        plain.agent(),
                        1,
                        count,
                        plain.budget());
        return Organism.named("team")
                .prompt(LEAD, SpecialistModel.LEADS)
                .prompt(HELPER, "You help.")
                .listener(agent(LEAD, "file-read", HELP))
                .listener(agent(HELPER, "file-read"))
                .listener(
                        new ListenerSpec(
                                        HELP,
                                        "tools.HelpRequest",
                                        "organism",
                                        "Helps",
                                        Optional.empty(),
                                        List.of())
                                .withCallable(call))
                .profile(
                        new ProfileSpec(
                                "leading", List.of(LEAD, HELP, "file-read"), Map.of(), List.of()))
                .profile(
                        new ProfileSpec(
                                "helping", List.of(HELPER, "file-read"), Map.of(), List.of()))
                .build();
    }

    private static ListenerSpec agent(String name, String... peers) {
        return new ListenerSpec(
                name,
                "agent.AgentTask",
                "agent.handle",
                "Works",
                Optional.of(AgentSpec.prompted(name)),
                List.of(peers));
    }
}
