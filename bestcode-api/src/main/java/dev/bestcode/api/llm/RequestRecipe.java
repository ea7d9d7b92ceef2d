package dev.bestcode.api.llm;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.PayloadType;

import java.util.Optional;

/// How to build a request from a context, so that the log grows with what is new and not with the
/// whole conversation at every turn. The context holds the system prompt and the tools too.
/// @param context the thread whose segments make the request
/// @param upTo the last segment that counts
/// @param effort how hard the model is to think; nothing leaves it to the model
public record RequestRecipe(
        ThreadId context, SegmentId upTo, String model, int maxTokens, Optional<Effort> effort) {
    public static final PayloadType TYPE =
            PayloadType.of(
                    "RequestRecipe",
                    """
                    {"type":"object","additionalProperties":false,
                     "required":["context","up_to","model","max_tokens"],
                     "properties":{"context":{"type":"integer","minimum":1},
                       "up_to":{"type":"integer","minimum":1},
                       "model":{"type":"string","minLength":1},
                       "max_tokens":{"type":"integer","minimum":1,"maximum":2147483647},
                       "effort":{"enum":["low","medium","high","xhigh","max"]}}}
                    """);

    public RequestRecipe(ThreadId context, SegmentId upTo, String model, int maxTokens) {
        this(context, upTo, model, maxTokens, Optional.empty());
    }

    public JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("context", context.value())
                        .put("up_to", upTo.value())
                        .put("model", model)
                        .put("max_tokens", maxTokens);
        effort.ifPresent(level -> json.put("effort", level.word()));
        return json.build();
    }

    /// @throws IllegalArgumentException when it is not a recipe's JSON
    public static RequestRecipe from(JsonObject json) {
        return new RequestRecipe(
                new ThreadId(json.requireLong("context")),
                new SegmentId(json.requireLong("up_to")),
                json.requireString("model"),
                json.requireInt("max_tokens"),
                json.string("effort").map(RequestRecipe::effort));
    }

    private static Effort effort(String word) {
        return Effort.ofWord(word)
                .orElseThrow(() -> new IllegalArgumentException("effort is '" + word + "'"));
    }
}
