package dev.bestcode.testkit;

import static dev.bestcode.testkit.Fault.cutAfterBytes;
import static dev.bestcode.testkit.Fault.endAfterBytes;
import static dev.bestcode.testkit.Fault.rateLimited;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.say;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

class ScriptedModelTest {
    private static final String HELLO = body("Hello", false);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void stepsArePlayedInOrderWithUniqueToolIds() throws Exception {
        try (var model =
                ScriptedModel.start(
                        calls(tool("a", "{}"), tool("b", "{\"x\":1}")),
                        say("now").callTool("a", "{}"),
                        answer("done"))) {
            var first = Json.parseObject(post(model, HELLO).body());
            assertThat(first.requireString("stop_reason")).isEqualTo("tool_use");
            assertThat(Json.text(first.requireArray("content")))
                    .isEqualTo(
                            "[{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"a\",\"input\":{}},"
                                    + "{\"type\":\"tool_use\",\"id\":\"toolu_2\",\"name\":\"b\",\"input\":{\"x\":1}}]");
            assertThat(post(model, HELLO).body()).contains("now", "toolu_3");
            assertThat(post(model, HELLO).body()).contains("done", "end_turn");
            assertThat(model.requests()).hasSize(3);
            assertThat(model.requests().getFirst().body()).isEqualTo(Json.parseObject(HELLO));
            assertThat(model.violations()).isEmpty();
            assertThat(model.stepsLeft()).isZero();
        }
    }

    @Test
    void streamsAreEventsAsTheProviderWritesThem() throws Exception {
        try (var model =
                ScriptedModel.builder()
                        .script(say("abc").callTool("t", "{\"k\":1}").stopping("pause_turn"))
                        .deltaCodePoints(2)
                        .start()) {
            var response = post(model, body("x", true));
            assertThat(response.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(response.body().lines().filter(line -> line.startsWith("event: ")))
                    .containsExactly(
                            "event: message_start",
                            "event: content_block_start",
                            "event: content_block_delta",
                            "event: content_block_delta",
                            "event: content_block_stop",
                            "event: content_block_start",
                            "event: content_block_delta",
                            "event: content_block_delta",
                            "event: content_block_delta",
                            "event: content_block_delta",
                            "event: content_block_stop",
                            "event: message_delta",
                            "event: message_stop");
            assertThat(response.body()).contains("\"text\":\"ab\"", "\"text\":\"c\"", "pause_turn");
        }
    }

    @Test
    void aStepMayDependOnTheRequestAndTheLastMayRepeat() throws Exception {
        try (var model =
                ScriptedModel.builder()
                        .otherwise(computed(request -> answer("to " + model(request))))
                        .start()) {
            for (int i = 0; i < 3; i++) {
                assertThat(post(model, HELLO).body()).contains("to m-1");
            }
        }
    }

    @Test
    void theTimeBetweenAnAnswerAndTheNextRequestIsTheClients() throws Exception {
        try (var model = ScriptedModel.start(answer("a"), answer("b"), fault(Fault.status(500)))) {
            post(model, HELLO);
            post(model, HELLO);
            post(model, HELLO);
            assertThat(model.gaps()).hasSize(2).allMatch(gap -> !gap.isNegative());
        }
    }

    @Test
    void aRequestAfterTheLastStepIsAViolation() throws Exception {
        try (var model = ScriptedModel.start()) {
            assertThat(post(model, HELLO).statusCode()).isEqualTo(400);
            assertThat(model.violations()).singleElement().asString().contains("last step");
        }
    }

    @Test
    void aRequestThatNoProviderTakesIsRefusedAndUsesNoStep() throws Exception {
        try (var model = ScriptedModel.start(answer("a"))) {
            var refused = post(model, HELLO.replace("\"user\"", "\"assistant\""));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(
                            Json.parseObject(refused.body())
                                    .requireObject("error")
                                    .requireString("type"))
                    .isEqualTo("invalid_request_error");
            assertThat(post(model, "{").statusCode()).isEqualTo(400);
            assertThat(model.violations()).hasSize(2);
            assertThat(model.stepsLeft()).isEqualTo(1);
        }
    }

    @Test
    void aWrongKeyIsRefused() throws Exception {
        try (var model = ScriptedModel.builder().requireKey("right").script(answer("a")).start()) {
            assertThat(post(model, HELLO).statusCode()).isEqualTo(401);
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void aRateLimitSaysHowLongToWait() throws Exception {
        try (var model = ScriptedModel.start(fault(rateLimited(Duration.ofSeconds(7))))) {
            var response = post(model, HELLO);
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("retry-after")).contains("7");
        }
    }

    @Test
    void aStreamIsCutAtTheVeryByte() throws Exception {
        try (var model =
                ScriptedModel.start(fault(endAfterBytes(333)), fault(cutAfterBytes(333)))) {
            assertThat(post(model, HELLO).body()).hasSize(333);
            assertThatThrownBy(() -> post(model, HELLO)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void usageGrowsWithTheRequest() throws Exception {
        try (var model = ScriptedModel.builder().otherwise(answer("a")).start()) {
            assertThat(inputTokens(post(model, body("x".repeat(4000), false))))
                    .isGreaterThan(inputTokens(post(model, HELLO)) + 900);
        }
    }

    private static long inputTokens(HttpResponse<String> response) {
        return Json.parseObject(response.body()).requireObject("usage").requireLong("input_tokens");
    }

    private static String model(JsonObject request) {
        return request.requireString("model");
    }

    private static String body(String text, boolean stream) {
        return "{\"model\":\"m-1\",\"max_tokens\":9,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(stream, text);
    }

    private HttpResponse<String> post(ScriptedModel model, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(model.baseUrl() + "/v1/messages"))
                        .header("anthropic-version", "2023-06-01")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
