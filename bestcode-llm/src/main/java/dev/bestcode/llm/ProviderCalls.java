package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Sends the requests of one client to its provider, and reads what comes within bounds. What the
/// bytes mean is the client's matter.
final class ProviderCalls {
    /// Bytes of one answer, as large as a message of the pipeline may be.
    static final int ANSWER_BYTES_MAX = 16 << 20;

    /// An error's message is in its first lines; the rest of a long page is not read.
    private static final int ERROR_BYTES_MAX = 64 << 10;

    private final ProviderSettings settings;
    private final ProviderErrors errors;
    private final Supplier<HttpClient> http;

    ProviderCalls(ProviderSettings settings, ProviderErrors errors, Supplier<HttpClient> http) {
        this.settings = settings;
        this.errors = errors;
        this.http = http;
    }

    /// Ask for an answer, streamed or not.
    /// @param dialect for a stream
    /// @param inOnePiece for a provider that does not stream, whatever it is asked
    /// @throws IllegalStateException when nobody has given a way out
    Answer ask(
            HttpRequest request,
            Consumer<LlmEvent> onEvent,
            Function<Consumer<LlmEvent>, Assembler> dialect,
            Function<JsonObject, Answer> inOnePiece)
            throws InterruptedException {
        try (var exchange = open(request)) {
            var head = exchange.head();
            requireOk(exchange, head);
            var type = head.headers().firstValue("content-type").orElse("text/event-stream");
            return switch (type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT)) {
                case "text/event-stream" ->
                        streamed(
                                exchange,
                                new StreamedAnswer(
                                        settings.eventBytesMax, errors, onEvent, dialect));
                case "application/json" -> whole(exchange, onEvent, inOnePiece);
                default -> throw notAModel();
            };
        }
    }

    /// Ask for something else that comes as one JSON object.
    JsonObject call(HttpRequest request) throws InterruptedException {
        try (var exchange = open(request)) {
            requireOk(exchange, exchange.head());
            return object(exchange);
        }
    }

    private Exchange open(HttpRequest request) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the request was sent");
        }
        return new Exchange(http.get(), request, settings.timeouts(), errors);
    }

    private void requireOk(Exchange exchange, Exchange.Head head) throws InterruptedException {
        if (head.status() != 200) {
            throw refusal(exchange, head);
        }
    }

    private Answer streamed(Exchange exchange, StreamedAnswer stream) throws InterruptedException {
        long bytes = 0;
        for (var chunk = exchange.next(); chunk.isPresent(); chunk = exchange.next()) {
            for (ByteBuffer buffer : chunk.get()) {
                bytes += buffer.remaining();
                requireBounded(bytes);
                var answer = stream.feed(buffer);
                if (answer.isPresent()) {
                    exchange.awaitTail();
                    return answer.get();
                }
            }
        }
        return stream.end();
    }

    private Answer whole(
            Exchange exchange, Consumer<LlmEvent> onEvent, Function<JsonObject, Answer> reader)
            throws InterruptedException {
        var json = object(exchange);
        Answer answer;
        try {
            answer = reader.apply(json);
        } catch (JsonException | IllegalArgumentException e) {
            throw errors.malformed("not a finished message: " + e.getMessage());
        }
        for (var block : answer.content()) {
            if (block instanceof ContentBlock.Text(var text)) {
                onEvent.accept(new LlmEvent.TextDelta(text));
            }
        }
        return answer;
    }

    private JsonObject object(Exchange exchange) throws InterruptedException {
        var body = read(exchange, settings.answerBytesMax + 1);
        requireBounded(body.length);
        try {
            if (Json.parse(body) instanceof JsonObject object) {
                if (ProviderErrors.isIn(object)) {
                    throw errors.inAnswer(object);
                }
                return object;
            }
        } catch (JsonException e) {
            throw errors.malformed("not JSON: " + e.getMessage());
        }
        throw errors.malformed("not a JSON object");
    }

    private LlmException notAModel() {
        return errors.broken(
                "it answered 200 with a page; check the base URL and proxies in between");
    }

    private LlmException refusal(Exchange exchange, Exchange.Head head)
            throws InterruptedException {
        var retryAfter = RetryAfterHeader.in(head.headers(), settings.clock);
        byte[] body;
        try {
            body = read(exchange, ERROR_BYTES_MAX);
        } catch (LlmException cut) {
            body = new byte[0]; // the status says enough
        }
        return errors.ofStatus(head.status(), retryAfter, body);
    }

    /// The body, or its first `max` bytes.
    private static byte[] read(Exchange exchange, int max) throws InterruptedException {
        var body = new ByteArrayOutputStream();
        for (var chunk = exchange.next(); chunk.isPresent(); chunk = exchange.next()) {
            for (ByteBuffer buffer : chunk.get()) {
                var bytes = new byte[Math.min(buffer.remaining(), max - body.size())];
                buffer.get(bytes);
                body.writeBytes(bytes);
            }
            if (body.size() == max) {
                break;
            }
        }
        return body.toByteArray();
    }

    private void requireBounded(long bytes) {
        if (bytes > settings.answerBytesMax) {
            throw errors.tooLarge(
                    "the answer is larger than %,d bytes".formatted(settings.answerBytesMax));
        }
    }
}
