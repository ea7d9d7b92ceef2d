package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.StopReason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Puts a message together from the chunks of a chat completion.
///
/// It is whole when the server says so: by `[DONE]`, or, since some leave that out, by a
/// `finish_reason` before a stream that ends in good order. Without either nothing of it is used.
/// @see "OpenAI API reference, chat completions, streaming"
final class ChatAssembler implements Assembler {
    /// Where a server counts nothing, a token for every so many bytes: more than there are.
    private static final int BYTES_PER_TOKEN = 3;

    /// Reasons to stop that stand in the place of an error; the last one is DeepSeek's.
    private static final Set<String> FAILURES =
            Set.of("error", "abort", "insufficient_system_resource");

    private final Consumer<LlmEvent> onEvent;
    private final Asked asked;
    private final ProviderErrors errors;
    private final StringBuilder text = new StringBuilder();
    private final ChatReasoning reasoning = new ChatReasoning();
    private final ChatToolCalls calls = new ChatToolCalls();
    private Optional<String> model = Optional.empty();
    private Optional<String> finishReason = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private Optional<Answer> answer = Optional.empty();
    private boolean chosen;
    private boolean refused;

    /// What of the request its answer is read by.
    record Asked(String model, int bytes, ToolCallIds ids) {}

    ChatAssembler(Asked asked, ProviderErrors errors, Consumer<LlmEvent> onEvent) {
        this.asked = asked;
        this.errors = errors;
        this.onEvent = onEvent;
    }

    /// Read a completion that came in one piece.
    /// @throws IllegalArgumentException when it is none
    /// @throws dev.bestcode.api.llm.LlmException when it says that it failed
    static Answer whole(Asked asked, ProviderErrors errors, JsonObject completion) {
        var assembler = new ChatAssembler(asked, errors, _ -> {});
        assembler.take(completion);
        return assembler.finish();
    }

    @Override
    public void accept(String type, JsonObject chunk) {
        if (type.equals(StreamedAnswer.DONE)) {
            answer = Optional.of(finish());
        } else {
            take(chunk);
        }
    }

    @Override
    public Optional<Answer> answer() {
        return answer;
    }

    @Override
    public Optional<Answer> atEnd() {
        return answer.or(() -> finishReason.map(_ -> finish()));
    }

    private void take(JsonObject chunk) {
        model = chunk.string("model").filter(name -> !name.isEmpty()).or(() -> model);
        usage = chunk.object("usage").flatMap(ChatAssembler::usage).or(() -> usage);
        for (var value : chunk.array("choices").orElse(JsonArray.EMPTY).values()) {
            if (value instanceof JsonObject choice && choice.integer("index").orElse(0) == 0) {
                if (ProviderErrors.isIn(choice)) {
                    throw errors.inAnswer(choice);
                }
                chosen = true;
                choice.object("delta").or(() -> choice.object("message")).ifPresent(this::add);
                finishReason =
                        choice.string("finish_reason")
                                .filter(reason -> !reason.isEmpty())
                                .or(() -> finishReason);
            }
        }
    }

    private void add(JsonObject delta) {
        show(reasoning.add(delta), true);
        say(delta.get("content").map(ChatAssembler::words).orElse(""));
        var refusal = delta.string("refusal").orElse("");
        refused |= !refusal.isEmpty();
        say(refusal);
        for (var call : delta.array("tool_calls").orElse(JsonArray.EMPTY).values()) {
            if (call instanceof JsonObject fragment) {
                calls.add(fragment);
            }
        }
    }

    private void say(String piece) {
        text.append(piece);
        show(piece, false);
    }

    private void show(String piece, boolean thinking) {
        if (!piece.isEmpty()) {
            onEvent.accept(
                    thinking ? new LlmEvent.ThinkingDelta(piece) : new LlmEvent.TextDelta(piece));
        }
    }

    /// Text, or as some write it a list of parts.
    private static String words(JsonValue content) {
        return switch (content) {
            case JsonString(var piece) -> piece;
            case JsonArray(var parts) ->
                    parts.stream()
                            .map(part -> part instanceof JsonObject o ? o : JsonObject.EMPTY)
                            .map(part -> part.string("text").orElse(""))
                            .collect(Collectors.joining());
            case JsonNull _ -> "";
            default -> throw new IllegalArgumentException("'content' is neither text nor parts");
        };
    }

    private Answer finish() {
        if (!chosen) {
            throw new IllegalArgumentException("no choice came; this is no chat completion");
        }
        var reason = finishReason.orElse("");
        if (FAILURES.contains(reason)) {
            throw errors.brokenOff(reason);
        }
        var content = new ArrayList<ContentBlock>();
        reasoning.block().ifPresent(content::add);
        if (!text.isEmpty()) {
            content.add(new ContentBlock.Text(text.toString()));
        }
        var stop = stop(reason);
        content.addAll(calls.finish(asked.ids(), Answer.isCut(stop)));
        return new Answer(
                model.orElse(asked.model()),
                content,
                stop,
                usage.orElseGet(() -> estimate(content)));
    }

    private String stop(String reason) {
        var finished = calls.isEmpty() ? StopReason.END_TURN : StopReason.TOOL_USE;
        return switch (refused ? "content_filter" : reason) {
            case "", "stop", "tool_calls", "function_call" -> finished.wireName();
            case "length" -> StopReason.MAX_TOKENS.wireName();
            case "content_filter" -> StopReason.REFUSAL.wireName();
            default -> reason;
        };
    }

    /// The prompt's count includes what the cache gave, where ours does not. Of a server that says
    /// that the prompt had no tokens nothing is counted.
    private static Optional<Usage> usage(JsonObject counts) {
        long prompt = counts.integer("prompt_tokens").orElse(0);
        if (prompt <= 0) {
            return Optional.empty();
        }
        var details = counts.object("prompt_tokens_details").orElse(JsonObject.EMPTY);
        long cached =
                details.integer("cached_tokens")
                        .orElse(counts.integer("prompt_cache_hit_tokens").orElse(0));
        long written = details.integer("cache_write_tokens").orElse(0);
        // Some count what was thought beside the completion, and only the total has both.
        long output =
                Math.max(
                        counts.integer("completion_tokens").orElse(0),
                        counts.integer("total_tokens").orElse(0) - prompt);
        return Optional.of(
                new Usage(Math.max(0, prompt - cached - written), output, cached, written));
    }

    private Usage estimate(List<ContentBlock> content) {
        long written = Json.print(ContentBlock.toJson(content)).length;
        return new Usage(
                Math.ceilDiv(asked.bytes(), BYTES_PER_TOKEN),
                Math.ceilDiv(written, BYTES_PER_TOKEN),
                0,
                0);
    }
}
