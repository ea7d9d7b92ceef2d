package dev.bestcode.benchmarks;

import dev.bestcode.testkit.ReceivedRequest;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Carries out a scenario in a process of its own, which is measured from outside: its processor
/// time with that of all that it started, and what its model's server sees.
/// @param folder for its state and what it prints
record AgentProcess(Agent agent, Workload workload, DataFolder folder) {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /// How one run went.
    /// @param gaps between the end of an answer and the next request
    /// @param sent bytes of the bodies of its requests
    record Ended(
            long cpuNanos,
            long nanos,
            long residentBytes,
            List<Duration> gaps,
            List<Integer> sent) {}

    /// @param look how often its memory is read
    /// Start one of others once, so that what it writes on its first start alone is not counted.
    /// @return whether it did what it was told; if not, it is said why
    boolean isReady(Duration look) {
        try {
            run(AgentScenario.hello(), look);
            return true;
        } catch (IllegalStateException e) {
            System.out.println("left out: " + e.getMessage());
            return false;
        }
    }

    /// @throws IllegalStateException when it failed; with what it printed
    Ended run(AgentScenario scenario, Duration look) {
        var state = folder.folder("state-" + agent.name());
        var steps = new ConcurrentLinkedQueue<>(scenario.steps(agent.tools(workload)));
        try (var model = agent.isChecked() ? scenario.model() : AgentScenario.model(steps)) {
            var process =
                    new MeasuredProcess(
                            agent.command(scenario, workload, state),
                            agent.environment(model, state),
                            workload.workspace(),
                            folder.path().resolve("printed"));
            var ended = process.run(look, LIMIT);
            check(scenario, process, ended, model, steps);
            return new Ended(
                    ended.cpuNanos(),
                    ended.nanos(),
                    ended.residentBytes(),
                    model.gaps(),
                    model.requests().stream()
                            .filter(request -> request.method().equals("POST"))
                            .map(ReceivedRequest::bodyBytes)
                            .toList());
        } finally {
            forget(state);
        }
    }

    private void forget(Path state) {
        if (agent.startsAfresh()) {
            DataFolder.delete(state);
        }
    }

    private void check(
            AgentScenario scenario,
            MeasuredProcess process,
            MeasuredProcess.Ended ended,
            ScriptedModel model,
            Queue<Step> steps) {
        int left = agent.isChecked() ? model.stepsLeft() : steps.size();
        var wrong = agent.isChecked() ? model.violations() : List.<String>of();
        if (ended.exit() != 0 || left > 0 || !wrong.isEmpty()) {
            throw new IllegalStateException(
                    "%s, %s ended with %d, %d steps before its end, %s: %s"
                            .formatted(
                                    agent.name(),
                                    scenario.name(),
                                    ended.exit(),
                                    left,
                                    wrong,
                                    process.said()));
        }
    }
}
