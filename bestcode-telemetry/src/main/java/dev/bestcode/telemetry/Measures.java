package dev.bestcode.telemetry;

import dev.bestcode.api.kernel.Usage;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;

import java.time.Duration;

/// How long operations took and how many tokens.
record Measures(String provider, DoubleHistogram durations, LongHistogram tokens) {
    static Measures of(Meter meter, String provider) {
        return new Measures(
                provider,
                meter.histogramBuilder("gen_ai.client.operation.duration")
                        .setUnit("s")
                        .setDescription("How long an operation took")
                        .build(),
                meter.histogramBuilder("gen_ai.client.token.usage")
                        .ofLongs()
                        .setUnit("{token}")
                        .setDescription("Tokens of a request or an answer")
                        .build());
    }

    /// All that the model read, from the provider's cache too.
    static long input(Usage usage) {
        return usage.input() + usage.cacheRead() + usage.cacheWrite();
    }

    void answer(String model, Usage usage, Duration took) {
        var chat =
                Attributes.of(
                        Words.OPERATION, "chat", Words.PROVIDER, provider, Words.MODEL, model);
        durations.record(seconds(took), chat);
        tokens.record(input(usage), chat.toBuilder().put(Words.TOKEN_TYPE, "input").build());
        tokens.record(usage.output(), chat.toBuilder().put(Words.TOKEN_TYPE, "output").build());
    }

    void tool(String tool, Duration took) {
        durations.record(
                seconds(took), Attributes.of(Words.OPERATION, "execute_tool", Words.TOOL, tool));
    }

    private static double seconds(Duration took) {
        return took.toNanos() / 1e9;
    }
}
