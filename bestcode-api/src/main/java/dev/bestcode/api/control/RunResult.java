package dev.bestcode.api.control;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Usage;

/// How a run's newest task ended.
public record RunResult(RunId run, RunStatus status, String text, int turns, Usage usage) {}
