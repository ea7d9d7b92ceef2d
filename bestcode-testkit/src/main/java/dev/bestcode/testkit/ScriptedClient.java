package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
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

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Plays a script of [Step]s without a server or a client in between, for tests that are not about
/// the wire. A fault becomes the exception that a client would make of it.
public final class ScriptedClient implements LlmClient {
    /// As a [ScriptedModel] streams them.
    private static final int DELTA_CODE_POINTS = 24;

    /// Refused once, refused again.
    private static final Set<Integer> WORTH_ANOTHER = Set.of(408, 409, 429);

    private final Deque<Step> script;
    private final ReentrantLock lock = new ReentrantLock();
    private long messages;
    private long tools;

    private ScriptedClient(List<Step> script) {
        this.script = new ArrayDeque<>(script);
    }

    /// A client that plays these steps, one a request.
    public static ScriptedClient of(Step... script) {
        return new ScriptedClient(List.of(script));
    }

    /// @throws AssertionError when the script is over
    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the request was answered");
        }
        var body = Json.print(json(request));
        var written = write(request, body);
        for (var block : written.requireArray("content").values()) {
            tell((JsonObject) block, onEvent);
        }
        var counts = written.requireObject("usage");
        return new LlmReply(
                written.requireString("model"),
                ContentBlock.listFrom(written.requireArray("content")),
                written.requireString("stop_reason"),
                new Usage(
                        counts.requireLong("input_tokens"),
                        counts.requireLong("output_tokens"),
                        0,
                        0),
                Sha256.of(body));
    }

    private JsonObject write(LlmRequest request, byte[] body) {
        lock.lock();
        try {
            var received = new ReceivedRequest("POST", "", Map.of(), json(request), body.length);
            return MessageJson.of(
                            said(script.poll(), received),
                            received,
                            ++messages,
                            () -> "toolu_" + ++tools,
                            DELTA_CODE_POINTS)
                    .message();
        } finally {
            lock.unlock();
        }
    }

    private static Step.Say said(@Nullable Step step, ReceivedRequest request) {
        return switch (step) {
            case null -> throw new AssertionError("a request came after the last step");
            case Step.Say say -> say;
            case Step.Fails(var fault) -> throw failure(fault);
            case Step.Computed(var from) -> said(from.apply(request.body()), request);
        };
    }

    private static LlmException failure(Fault fault) {
        var words = "scripted " + fault;
        return switch (fault) {
            case Fault.Status(var code, var retryAfter) ->
                    code < 500 && !WORTH_ANOTHER.contains(code)
                            ? new LlmException.Permanent(words)
                            : broken(words, retryAfter);
            case Fault.CutAfterBytes _,
                    Fault.EndAfterBytes _,
                    Fault.Reset _,
                    Fault.MalformedJson _,
                    Fault.MalformedToolInput _,
                    Fault.CutInToolInput _,
                    Fault.Trickle _,
                    Fault.Stall _,
                    Fault.Silence _,
                    Fault.HtmlPage _,
                    Fault.ErrorEvent _ ->
                    broken(words, Optional.empty());
        };
    }

    private static LlmException broken(String words, Optional<Duration> retryAfter) {
        return new LlmException.Transient(words, retryAfter);
    }

    private static void tell(JsonObject block, Consumer<LlmEvent> onEvent) {
        switch (block.requireString("type")) {
            case "text" -> onEvent.accept(new LlmEvent.TextDelta(block.requireString("text")));
            case "thinking" ->
                    onEvent.accept(new LlmEvent.ThinkingDelta(block.requireString("thinking")));
            default -> {
                // calls are not told before they are whole
            }
        }
    }

    /// Enough of the request for computed steps and for its hash.
    private static JsonObject json(LlmRequest request) {
        var messages =
                request.messages().stream()
                        .map(
                                message ->
                                        (JsonValue)
                                                JsonObject.builder()
                                                        .put(
                                                                "role",
                                                                message.role()
                                                                        .name()
                                                                        .toLowerCase(Locale.ROOT))
                                                        .put(
                                                                "content",
                                                                ContentBlock.toJson(
                                                                        message.content()))
                                                        .build())
                        .toList();
        return JsonObject.builder()
                .put("model", request.model())
                .put("messages", new JsonArray(messages))
                .build();
    }
}
