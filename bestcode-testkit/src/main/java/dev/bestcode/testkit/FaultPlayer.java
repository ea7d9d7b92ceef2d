package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Acts a [Fault] out on a connection.
final class FaultPlayer {
    /// Events up to and with the first piece of text: start of message, start of block, piece.
    private static final int EVENTS_WITH_TEXT = 3;

    private final HttpConnection connection;
    private final Function<Step.Say, MessageJson> writer;

    FaultPlayer(HttpConnection connection, Function<Step.Say, MessageJson> writer) {
        this.connection = connection;
        this.writer = writer;
    }

    void play(Fault fault) throws IOException {
        switch (fault) {
            case Fault.Status(var code, var retryAfter) ->
                    error(
                            connection,
                            code,
                            errorType(code),
                            "scripted " + code,
                            retryAfter
                                    .map(wait -> Map.of("retry-after", "" + wait.toSeconds()))
                                    .orElse(Map.of()));
            case Fault.CutAfterBytes(var bytes) -> {
                begin(bytes);
                connection.close();
            }
            case Fault.EndAfterBytes(var bytes) -> {
                begin(bytes);
                connection.endStream();
            }
            case Fault.Reset() -> {
                sayFirstWords();
                connection.reset();
            }
            case Fault.MalformedJson() -> {
                sayFirstWords();
                connection.chunk(MessageJson.event("content_block_delta", "{\"type\":\"content_"));
                connection.endStream();
            }
            case Fault.MalformedToolInput() -> malformedToolInput();
            case Fault.Stall(var time) -> {
                sayFirstWords();
                waitFor(time);
            }
            case Fault.Silence(var time) -> waitFor(time);
            case Fault.HtmlPage() ->
                    connection.respond(
                            200,
                            "text/html",
                            Map.of(),
                            "<!doctype html><title>Sign in</title>"
                                    .getBytes(StandardCharsets.UTF_8));
            case Fault.ErrorEvent(var type, var message) -> {
                sayFirstWords();
                connection.chunk(
                        MessageJson.event(
                                "error", JsonObject.builder().put("error", error(type, message))));
                connection.endStream();
            }
        }
    }

    /// Answer with a status and the provider's error body.
    static void error(
            HttpConnection connection,
            int status,
            String type,
            String message,
            Map<String, String> headers)
            throws IOException {
        var body =
                JsonObject.builder()
                        .put("type", "error")
                        .put("error", error(type, message))
                        .put("request_id", "req_scripted")
                        .build();
        connection.respond(status, "application/json", headers, Json.print(body));
    }

    private static JsonObject error(String type, String message) {
        return JsonObject.builder().put("type", type).put("message", message).build();
    }

    private static String errorType(int status) {
        return switch (status) {
            case 400, 422 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
    }

    /// The first bytes of a stream that is longer than they are.
    private void begin(int bytes) throws IOException {
        var stream = new ByteArrayOutputStream();
        var text = "words ".repeat(bytes / 6 + 1);
        writer.apply(Step.say(text)).events().forEach(stream::writeBytes);
        connection.startStream();
        connection.chunk(Arrays.copyOf(stream.toByteArray(), bytes));
    }

    private void sayFirstWords() throws IOException {
        connection.startStream();
        for (var event : firstWords()) {
            connection.chunk(event);
        }
    }

    private List<byte[]> firstWords() {
        return writer.apply(Step.say("The first words")).events().subList(0, EVENTS_WITH_TEXT);
    }

    private void malformedToolInput() throws IOException {
        var whole = writer.apply(Step.calls(Step.tool("broken", "{\"path\":\"a\"}"))).events();
        connection.startStream();
        for (var event : whole) {
            var text = new String(event, StandardCharsets.UTF_8);
            connection.chunk(
                    text.replace("\\\"a\\\"}", "\\\"a\\\"").getBytes(StandardCharsets.UTF_8));
        }
        connection.endStream();
    }

    private void waitFor(Duration time) throws IOException {
        connection.awaitClientGone(time);
        connection.close();
    }
}
