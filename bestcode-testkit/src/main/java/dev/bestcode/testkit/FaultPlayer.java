package dev.bestcode.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/// Acts a [Fault] out on a connection.
final class FaultPlayer {
    /// Comments of a trickle at most; a client that hears them all has no limit of its own.
    private static final int COMMENTS_MAX = 100_000;

    private final HttpConnection connection;
    private final Dialect dialect;
    private final Function<Step.Say, Dialect.Written> writer;

    FaultPlayer(
            HttpConnection connection,
            Dialect dialect,
            Function<Step.Say, Dialect.Written> writer) {
        this.connection = connection;
        this.dialect = dialect;
        this.writer = writer;
    }

    void play(Fault fault) throws IOException {
        switch (fault) {
            case Fault.Status(var code, var retryAfter) ->
                    connection.respond(
                            code,
                            "application/json",
                            retryAfter
                                    .map(wait -> Map.of("retry-after", "" + wait.toSeconds()))
                                    .orElse(Map.of()),
                            dialect.error(code, errorType(code), "scripted " + code));
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
                connection.chunk(dialect.event("{\"type\":\"content_"));
                connection.endStream();
            }
            case Fault.MalformedToolInput() -> malformedToolInput();
            case Fault.CutInToolInput() -> cutInToolInput();
            case Fault.Trickle(var interval) -> trickle(interval);
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
                connection.chunk(dialect.errorEvent(type, message));
                connection.endStream();
            }
        }
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
        for (var event : writer.apply(Step.say("The first words")).firstWords()) {
            connection.chunk(event);
        }
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

    private void cutInToolInput() throws IOException {
        var arguments = "{\"path\":\"%s\"}".formatted("deep/".repeat(100));
        var whole = writer.apply(Step.calls(Step.tool("cut", arguments))).events();
        connection.startStream();
        for (var event : whole.subList(0, whole.size() / 2)) {
            connection.chunk(event);
        }
        connection.close();
    }

    private void trickle(Duration interval) throws IOException {
        sayFirstWords();
        for (int i = 0; i < COMMENTS_MAX; i++) {
            connection.chunk(": still here\n\n".getBytes(StandardCharsets.UTF_8));
            connection.awaitClientGone(interval);
        }
        connection.close();
    }

    private void waitFor(Duration time) throws IOException {
        connection.awaitClientGone(time);
        connection.close();
    }
}
