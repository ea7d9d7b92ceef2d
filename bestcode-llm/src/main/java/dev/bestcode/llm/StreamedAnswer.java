package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads one answer from the bytes of its event stream.
final class StreamedAnswer {
    /// The type of the event that ends a stream of chat completions; its data is no JSON.
    static final String DONE = "[DONE]";

    private static final byte[] DONE_DATA = DONE.getBytes(StandardCharsets.UTF_8);
    private static final JsonObject DONE_EVENT = JsonObject.builder().put("type", DONE).build();

    private final SseDecoder decoder;
    private final Assembler message;
    private final ProviderErrors errors;
    private final Consumer<LlmEvent> onEvent;
    private final List<LlmEvent> pieces = new ArrayList<>();
    private final int eventBytesMax;
    private int events;

    /// @param dialect makes what puts the message together, and is given the taker of its pieces
    StreamedAnswer(
            int eventBytesMax,
            ProviderErrors errors,
            Consumer<LlmEvent> onEvent,
            Function<Consumer<LlmEvent>, Assembler> dialect) {
        this.decoder = new SseDecoder(eventBytesMax, this::take);
        this.message = dialect.apply(pieces::add);
        this.errors = errors;
        this.eventBytesMax = eventBytesMax;
        this.onEvent = onEvent;
    }

    /// Take the next bytes.
    /// @return the answer once it is whole; what follows it is nobody's
    /// @throws LlmException when the provider reports an error, or the stream is not what it should
    /// be
    Optional<Answer> feed(ByteBuffer bytes) {
        try {
            decoder.feed(bytes);
        } catch (SseDecoder.EventTooLargeException tooLarge) {
            throw errors.tooLarge("one event is larger than %,d bytes".formatted(eventBytesMax));
        }
        return message.answer();
    }

    /// The stream ended.
    /// @throws LlmException.Transient when the answer is not whole
    Answer end() {
        try {
            decoder.end();
        } catch (LlmException.Transient malformed) {
            throw errors.cutShort(events);
        }
        return atEnd().orElseThrow(() -> errors.cutShort(events));
    }

    private Optional<Answer> atEnd() {
        try {
            return message.atEnd();
        } catch (JsonException | IllegalArgumentException e) {
            throw errors.malformed("at its end: " + e.getMessage());
        }
    }

    private void take(SseEvent event) {
        if (message.answer().isPresent()) {
            return;
        }
        events++;
        var json = parse(event);
        var type = json.string("type").orElse(event.name());
        if (type.equals("error") || ProviderErrors.isIn(json)) {
            throw errors.inStream(json);
        }
        if (events == 1) {
            onEvent.accept(new LlmEvent.AnswerStarted());
        }
        try {
            message.accept(type, json);
        } catch (JsonException | IllegalArgumentException e) {
            throw errors.malformed("event %d (%s): %s".formatted(events, type, e.getMessage()));
        }
        // Outside the try: what a listener throws is no fault of the stream.
        pieces.forEach(onEvent);
        pieces.clear();
    }

    private JsonObject parse(SseEvent event) {
        if (Arrays.equals(event.data(), DONE_DATA)) {
            return DONE_EVENT;
        }
        try {
            if (Json.parse(event.data()) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonException e) {
            throw errors.malformed("event %d is not JSON: %s".formatted(events, e.getMessage()));
        }
        throw errors.malformed("event %d is not a JSON object".formatted(events));
    }
}
