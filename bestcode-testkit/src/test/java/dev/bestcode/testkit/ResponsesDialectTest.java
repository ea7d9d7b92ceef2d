package dev.bestcode.testkit;

import static dev.bestcode.testkit.Step.say;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

class ResponsesDialectTest {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void anAnswerIsStreamedItemByItem() throws Exception {
        try (var model =
                ScriptedModel.builder()
                        .script(say("abc").callTool("t", "{\"k\":1}"))
                        .deltaCodePoints(2)
                        .start()) {
            var events = post(model, "{\"model\":\"m\",\"stream\":true,\"input\":[]}").body();

            assertThat(events.lines().filter(line -> line.startsWith("event: ")))
                    .containsExactly(
                            "event: response.created",
                            "event: response.output_item.added",
                            "event: response.output_text.delta",
                            "event: response.output_text.delta",
                            "event: response.output_item.done",
                            "event: response.output_item.added",
                            "event: response.output_item.done",
                            "event: response.completed");
            assertThat(events)
                    .contains(
                            "\"call_id\":\"toolu_1\",\"name\":\"t\",\"arguments\":\"{\\\"k\\\":1}\"");
        }
    }

    @Test
    void inOnePieceItHasTheSameItemsAndTheCounts() throws Exception {
        try (var model = ScriptedModel.start(say("abc").callTool("t", "{}"))) {
            var body = post(model, "{\"model\":\"m\",\"input\":[]}").body();
            var response = Json.parseObject(body);

            assertThat(response.requireString("status")).isEqualTo("completed");
            assertThat(Json.text(response.requireArray("output"))).contains("abc", "function_call");
            assertThat(response.requireObject("usage").requireLong("total_tokens")).isPositive();
        }
    }

    @Test
    void aCallWithoutItsOutputIsRefusedUnlessNothingIsChecked() throws Exception {
        var body = "{\"model\":\"m\",\"input\":[{\"type\":\"function_call\",\"call_id\":\"c1\"}]}";
        try (var model = ScriptedModel.start(say("abc"))) {
            assertThat(post(model, body).statusCode()).isEqualTo(400);
            assertThat(model.violations())
                    .containsExactly("input: function calls without an output: [c1]");
        }
        try (var model = ScriptedModel.builder().unchecked().script(say("abc")).start()) {
            assertThat(post(model, body).statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> post(ScriptedModel model, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(model.chatBaseUrl() + "/responses"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
