package dev.bestcode.cli;

import dev.bestcode.llm.LlmTimeouts;
import dev.bestcode.llm.RetryPolicy;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.Objects;

/// How long models may take and how often they are asked again. Such limits are set once for a
/// machine, so no help shows their options: docs/configuration.md.
final class ModelLimits {
    @Option(
            names = "--model-first-byte",
            hidden = true,
            paramLabel = "SECONDS",
            converter = WholeNumber.Seconds.class,
            description = "Time until a model's answer begins.")
    private @Nullable Duration firstByte;

    @Option(
            names = "--model-idle",
            hidden = true,
            paramLabel = "SECONDS",
            converter = WholeNumber.Seconds.class,
            description = "Time between two pieces of a model's answer.")
    private @Nullable Duration idle;

    @Option(
            names = "--model-total",
            hidden = true,
            paramLabel = "SECONDS",
            converter = WholeNumber.Seconds.class,
            description = "Time for all of a model's answer.")
    private @Nullable Duration total;

    @Option(
            names = "--model-retries",
            hidden = true,
            paramLabel = "N",
            converter = WholeNumber.Retries.class,
            description = "How often a model is asked again after a failure that may pass.")
    private RetryPolicy retries = RetryPolicy.DEFAULT;

    /// How long a request may take.
    LlmTimeouts timeouts() {
        var usual = LlmTimeouts.DEFAULT;
        return new LlmTimeouts(
                usual.connect(),
                Objects.requireNonNullElse(firstByte, usual.firstByte()),
                Objects.requireNonNullElse(idle, usual.idle()),
                Objects.requireNonNullElse(total, usual.total()));
    }

    RetryPolicy retries() {
        return retries;
    }
}
