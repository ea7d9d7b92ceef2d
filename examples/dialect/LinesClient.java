import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A client of a dialect of its own: the server answers with a line of JSON for each piece of text
/// and for each call, and a last one says why the answer ended and what it cost. Safe from many
/// workers. `LinesClientTest` runs over it what every client owes the system, `LlmClientContract`.
final class LinesClient implements LlmClient {
    /// As large as a message of the pipeline may be.
    private static final long ANSWER_BYTES_MAX = 16 << 20;

    /// How long the first bytes may take; the rest is bounded by the limit of the call.
    private static final Duration HEAD_WAIT = Duration.ofMinutes(2);

    /// Refused now, perhaps not in a moment; so are all from 500 on.
    private static final Set<Integer> WORTH_ANOTHER = Set.of(408, 409, 429);

    private final HttpClient http;
    private final URI server;

    LinesClient(HttpClient http, URI server) {
        this.http = http;
        this.server = server;
    }

    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the request was sent");
        }
        var body = Json.print(json(request));
        var post =
                HttpRequest.newBuilder(server)
                        .timeout(HEAD_WAIT)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            var response =
                    http.send(
                            post, BodyHandlers.limiting(BodyHandlers.ofLines(), ANSWER_BYTES_MAX));
            try (var lines = response.body()) {
                if (response.statusCode() != 200) {
                    throw refused(response);
                }
                onEvent.accept(new LlmEvent.AnswerStarted());
                return read(lines, request.model(), Sha256.of(body), onEvent);
            }
        } catch (IOException | UncheckedIOException | JsonException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while the answer came");
            }
            throw broken(server + " gave no whole answer: " + e.getMessage());
        }
    }

    /// Tell the pieces as they come, on the caller's worker, and make the whole of them.
    private LlmReply read(
            Stream<String> lines, String model, Sha256 hash, Consumer<LlmEvent> onEvent) {
        var text = new StringBuilder();
        var blocks = new ArrayList<ContentBlock>();
        for (var line : (Iterable<String>) lines::iterator) {
            var piece = Json.parseObject(line);
            if (piece.string("stop").isPresent()) {
                if (!text.isEmpty()) {
                    blocks.addFirst(new ContentBlock.Text(text.toString()));
                }
                var usage = new Usage(piece.requireLong("in"), piece.requireLong("out"), 0, 0);
                return new LlmReply(model, blocks, piece.requireString("stop"), usage, hash);
            }
            piece.string("text")
                    .ifPresent(
                            words -> {
                                text.append(words);
                                onEvent.accept(new LlmEvent.TextDelta(words));
                            });
            piece.object("call").map(ContentBlock::from).ifPresent(blocks::add);
        }
        throw broken(server + " left off in the middle"); // half an answer is none
    }

    private static JsonObject json(LlmRequest request) {
        var messages =
                request.messages().stream()
                        .map(
                                message ->
                                        (JsonValue)
                                                JsonObject.builder()
                                                        .put("role", message.role().name())
                                                        .put(
                                                                "content",
                                                                ContentBlock.toJson(
                                                                        message.content()))
                                                        .build());
        var tools =
                request.tools().stream()
                        .map(
                                tool ->
                                        (JsonValue)
                                                JsonObject.builder()
                                                        .put("name", tool.name())
                                                        .put("about", tool.description())
                                                        .put("takes", tool.inputSchema())
                                                        .build());
        return JsonObject.builder()
                .put("model", request.model())
                .put("most", request.maxTokens())
                .put("system", request.system())
                .put("tools", new JsonArray(tools.toList()))
                .put("messages", new JsonArray(messages.toList()))
                .build();
    }

    private LlmException refused(HttpResponse<?> response) {
        int status = response.statusCode();
        var said = server + " answered " + status;
        if (status < 500 && !WORTH_ANOTHER.contains(status)) {
            return new LlmException.Permanent(said + "; check the address, the key and the model");
        }
        var wait =
                response.headers()
                        .firstValue("retry-after")
                        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                        .map(Long::valueOf)
                        .map(Duration::ofSeconds);
        return new LlmException.Transient(said, wait);
    }

    private static LlmException broken(String why) {
        return new LlmException.Transient(why, Optional.empty());
    }
}
