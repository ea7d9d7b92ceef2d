package dev.bestcode.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

class TelemetryTest {
    private static final RunId RUN = new RunId("r-one");
    private static final ThreadId LEAD = new ThreadId(2);
    private static final ThreadId HELPER = new ThreadId(9);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                    .setTracerProvider(
                            SdkTracerProvider.builder()
                                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                                    .build())
                    .setMeterProvider(
                            SdkMeterProvider.builder().registerMetricReader(metrics).build())
                    .build();

    private Instant now = Instant.ofEpochSecond(1_000);
    private final Telemetry telemetry = Telemetry.of(sdk, "anthropic", () -> now);

    /// Each a second after the one before.
    private void tell(BestCodeEvent... events) {
        for (var event : events) {
            telemetry.accept(event);
            now = now.plusSeconds(1);
        }
    }

    private static BestCodeEvent started() {
        return new BestCodeEvent.RunStarted(RUN, LEAD, 1, "coding", "coder", "the secret task");
    }

    private static BestCodeEvent usage(ThreadId thread) {
        return new BestCodeEvent.UsageCounted(
                RUN, thread, 2, "opus", "opus", new Usage(10, 20, 30, 40));
    }

    private static BestCodeEvent called(ThreadId thread, String call, String tool) {
        return new BestCodeEvent.ToolCalled(RUN, thread, 3, call, tool, JsonObject.EMPTY);
    }

    private static BestCodeEvent answered(ThreadId thread, String call, boolean error) {
        return new BestCodeEvent.ToolAnswered(RUN, thread, 4, call, "help", error, "secret");
    }

    private static BestCodeEvent finished(RunStatus status) {
        return new BestCodeEvent.RunFinished(
                RUN, LEAD, 5, new RunResult(RUN, status, "secret", 1, Usage.ZERO));
    }

    /// `parent > name, seconds`, in the order of their beginnings.
    private List<String> told() {
        var all = spans.getFinishedSpanItems();
        var names = all.stream().collect(Collectors.toMap(SpanData::getSpanId, SpanData::getName));
        var lines = new ArrayList<String>();
        all.stream()
                .sorted((a, b) -> Long.compare(a.getStartEpochNanos(), b.getStartEpochNanos()))
                .forEach(
                        span ->
                                lines.add(
                                        "%s > %s, %d s"
                                                .formatted(
                                                        names.getOrDefault(
                                                                span.getParentSpanId(), "-"),
                                                        span.getName(),
                                                        Duration.ofNanos(
                                                                        span.getEndEpochNanos()
                                                                                - span
                                                                                        .getStartEpochNanos())
                                                                .toSeconds())));
        return lines;
    }

    @Test
    void aRunIsATreeOfAgentsAnswersAndTools() {
        tell(
                started(),
                usage(LEAD),
                called(LEAD, "c1", "help"),
                new BestCodeEvent.AgentStarted(
                        RUN, HELPER, 4, LEAD, "c1", "helping", "helper", "secret"),
                usage(HELPER),
                new BestCodeEvent.AgentEnded(RUN, HELPER, 5, RunStatus.DONE, 1),
                answered(LEAD, "c1", false),
                usage(LEAD),
                finished(RunStatus.DONE));

        assertThat(told())
                .containsExactlyInAnyOrder(
                        "- > invoke_agent coder, 8 s",
                        "invoke_agent coder > chat opus, 1 s",
                        "invoke_agent coder > execute_tool help, 4 s",
                        "execute_tool help > invoke_agent helper, 2 s",
                        "invoke_agent helper > chat opus, 1 s",
                        "invoke_agent coder > chat opus, 1 s");
        assertThat(spans.getFinishedSpanItems().toString()).doesNotContain("secret");
        assertThat(spans.getFinishedSpanItems())
                .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.UNSET);
    }

    @Test
    void attributesAreTheConventions() {
        tell(started(), usage(LEAD), called(LEAD, "c1", "grep"), answered(LEAD, "c1", true));
        tell(finished(RunStatus.STOPPED));

        assertThat(attributes("chat opus"))
                .isEqualTo(
                        Map.of(
                                "gen_ai.operation.name", "chat",
                                "gen_ai.provider.name", "anthropic",
                                "gen_ai.response.model", "opus",
                                "gen_ai.usage.input_tokens", "80",
                                "gen_ai.usage.output_tokens", "20"));
        assertThat(attributes("execute_tool grep"))
                .isEqualTo(
                        Map.of(
                                "gen_ai.operation.name", "execute_tool",
                                "gen_ai.tool.name", "grep",
                                "gen_ai.tool.call.id", "c1",
                                "error.type", "tool_error"));
        assertThat(attributes("invoke_agent coder"))
                .isEqualTo(
                        Map.of(
                                "gen_ai.operation.name", "invoke_agent",
                                "gen_ai.provider.name", "anthropic",
                                "gen_ai.agent.name", "coder",
                                "gen_ai.conversation.id", "r-one",
                                "error.type", "stopped"));
    }

    private Map<String, String> attributes(String name) {
        var span =
                spans.getFinishedSpanItems().stream()
                        .filter(it -> it.getName().equals(name))
                        .findFirst()
                        .orElseThrow();
        var attributes = new TreeMap<String, String>();
        span.getAttributes()
                .forEach((key, value) -> attributes.put(key.getKey(), value.toString()));
        return attributes;
    }

    @Test
    void tokensAndTimesAreMeasured() {
        tell(started(), usage(LEAD), called(LEAD, "c1", "grep"), answered(LEAD, "c1", false));

        assertThat(sums("gen_ai.client.token.usage")).containsExactlyInAnyOrder(80.0, 20.0);
        assertThat(sums("gen_ai.client.operation.duration")).containsExactly(1.0, 1.0);
    }

    private List<Double> sums(String metric) {
        return metrics.collectAllMetrics().stream()
                .filter(it -> it.getName().equals(metric))
                .flatMap(it -> it.getHistogramData().getPoints().stream())
                .map(HistogramPointData::getSum)
                .toList();
    }

    @Test
    void whatNeverEndsIsPushedOutAndWhatNeverBeganIsPassedOver() {
        tell(answered(LEAD, "never", false), finished(RunStatus.DONE));
        assertThat(spans.getFinishedSpanItems()).isEmpty();

        for (int call = 0; call < 10_001; call++) {
            tell(called(LEAD, "c" + call, "grep"));
        }
        assertThat(told()).hasSize(1);
    }
}
