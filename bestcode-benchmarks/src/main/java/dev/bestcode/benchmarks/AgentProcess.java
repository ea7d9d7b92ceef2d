package dev.bestcode.benchmarks;

import dev.bestcode.testkit.ReceivedRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Carries out a scenario in a process of its own, which is measured from outside: its processor
/// time with that of all that it started, and what its model's server sees.
/// @param command that takes `--base-url`, `--data-dir`, `--organism` and a task
/// @param folder for its state and what it prints
record AgentProcess(List<String> command, Workload workload, DataFolder folder) {
    private static final String KEY_VARIABLE = "ANTHROPIC_API_KEY";

    /// How one run went.
    /// @param gaps between the end of an answer and the next request
    /// @param sent bytes of the bodies of its requests
    record Ended(long cpuNanos, List<Duration> gaps, List<Integer> sent) {}

    /// @throws IllegalStateException when it failed; with what it printed
    Ended run(AgentScenario scenario) {
        var state = folder.folder("state");
        var printed = folder.path().resolve("printed");
        try (var model = scenario.model()) {
            long before = Vitals.childCpuNanos();
            int exit = process(scenario, model.baseUrl(), state, printed).start().waitFor();
            long cpu = Vitals.childCpuNanos() - before;
            if (exit != 0 || model.stepsLeft() > 0 || !model.violations().isEmpty()) {
                throw new IllegalStateException(
                        "%s ended with %d, %d steps before its end, %s: %s"
                                .formatted(
                                        scenario.name(),
                                        exit,
                                        model.stepsLeft(),
                                        model.violations(),
                                        Files.readString(printed)));
            }
            var sent = model.requests().stream().map(ReceivedRequest::bodyBytes).toList();
            return new Ended(cpu, model.gaps(), sent);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while an agent ran", e);
        } finally {
            DataFolder.delete(state);
        }
    }

    private ProcessBuilder process(AgentScenario scenario, String url, Path state, Path printed) {
        var words = new ArrayList<>(command);
        words.addAll(List.of("--base-url", url, "--data-dir", state.toString()));
        if (scenario.curated()) {
            words.addAll(List.of("--organism", workload.organism().toString()));
        }
        words.add("do as you are told");
        var builder =
                new ProcessBuilder(words)
                        .directory(workload.workspace().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
        builder.environment().put(KEY_VARIABLE, "benchmark");
        return builder;
    }
}
