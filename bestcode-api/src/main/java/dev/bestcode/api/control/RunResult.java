package dev.bestcode.api.control;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Failure;

/// How a run's newest task ended.
public record RunResult(RunId run, RunStatus status, String text, int turns, Usage usage) {
    public static RunResult of(RunId run, AgentResult result) {
        return new RunResult(run, result.status(), result.text(), result.turns(), result.usage());
    }

    /// What comes of a task that its agent did not answer.
    public static RunResult of(RunId run, Failure failure) {
        return new RunResult(run, RunStatus.of(failure.kind()), failure.message(), 0, Usage.ZERO);
    }
}
