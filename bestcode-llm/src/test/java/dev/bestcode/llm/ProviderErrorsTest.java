package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.KEY;
import static dev.bestcode.llm.Fixtures.hello;
import static dev.bestcode.llm.Fixtures.timeouts;
import static dev.bestcode.testkit.Fault.cutAfterBytes;
import static dev.bestcode.testkit.Fault.cutInToolInput;
import static dev.bestcode.testkit.Fault.errorEvent;
import static dev.bestcode.testkit.Fault.htmlPage;
import static dev.bestcode.testkit.Fault.malformedJson;
import static dev.bestcode.testkit.Fault.malformedToolInput;
import static dev.bestcode.testkit.Fault.rateLimited;
import static dev.bestcode.testkit.Fault.silence;
import static dev.bestcode.testkit.Fault.stall;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Fault.trickle;
import static dev.bestcode.testkit.Step.fault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.testkit.Fault;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every way in which a provider fails, in both dialects: which kind of failure it is, and the
/// words that say what to do.
class ProviderErrorsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /// A limit each of its own length, so that the words tell which one ended it.
    private static final LlmTimeouts SHORT = timeouts(20_000, 400, 300, 900);

    private record Row(Fault fault, boolean again, String said) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row(status(400), false, "the request was not accepted"),
                    new Row(status(401), false, "check %s"),
                    new Row(status(403), false, "check %s"),
                    new Row(status(404), false, "check the model's name"),
                    new Row(status(408), true, "408"),
                    new Row(status(409), true, "409"),
                    new Row(status(429), true, "429"),
                    new Row(rateLimited(Duration.ofSeconds(9)), true, "429"),
                    new Row(status(500), true, "500"),
                    new Row(status(503), true, "503"),
                    new Row(status(529), true, "overloaded (529)"),
                    new Row(cutAfterBytes(900), true, "the connection broke"),
                    new Row(cutInToolInput(), true, "the connection broke"),
                    new Row(malformedJson(), true, "malformed, event"),
                    new Row(malformedToolInput(), true, "malformed"),
                    new Row(errorEvent("overloaded_error", "busy"), true, "overloaded_error: busy"),
                    new Row(
                            errorEvent("invalid_request_error", "too long"),
                            false,
                            "invalid_request_error: too long"),
                    new Row(
                            silence(LONG),
                            true,
                            "no answer within 0.4 s (the setting model_first_byte"),
                    new Row(
                            stall(LONG),
                            true,
                            "stood still for 0.3 s (the setting model_idle allows more)"),
                    new Row(
                            trickle(Duration.ofMillis(20)),
                            true,
                            "no whole answer within 0.9 s (the setting model_total"),
                    new Row(htmlPage(), true, "check the base URL"));

    static Stream<Arguments> rows() {
        return ROWS.stream()
                .flatMap(
                        row ->
                                Stream.of(true, false)
                                        .map(chat -> Arguments.of(row.fault, chat, row)));
    }

    @ParameterizedTest(name = "{0}, chat completions: {1}")
    @MethodSource("rows")
    void aFailureSaysItsKindAndWhatToDo(Fault fault, boolean chat, Row row) {
        try (var model = ScriptedModel.start(fault(fault))) {
            assertThatThrownBy(() -> client(model, chat).stream(hello(), _ -> {}))
                    .isInstanceOf(
                            row.again ? LlmException.Transient.class : LlmException.Permanent.class)
                    .hasMessageStartingWith("model provider at 127.0.0.1:")
                    .hasMessageContaining(
                            row.said.formatted(chat ? "OPENAI_API_KEY" : "ANTHROPIC_API_KEY"))
                    .hasMessageNotContaining(KEY);
        }
    }

    private static LlmClient client(ScriptedModel model, boolean chat) {
        return chat
                ? Fixtures.openAi(model.chatBaseUrl())
                        .environment(Map.of("OPENAI_API_KEY", KEY))
                        .timeouts(SHORT)
                        .build()
                : Fixtures.anthropic(model.baseUrl())
                        .environment(Map.of("ANTHROPIC_API_KEY", KEY))
                        .timeouts(SHORT)
                        .build();
    }
}
