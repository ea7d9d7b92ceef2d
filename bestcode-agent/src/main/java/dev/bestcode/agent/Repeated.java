package dev.bestcode.agent;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;

/// How often the model gave the very same answer in a row: the same text and the same calls with
/// the same arguments, whatever ids and thinking they came with.
/// @param answer SHA-256 in hex of the newest one; empty text for none
record Repeated(String answer, int times) {
    /// One that repeats itself so often does not get out of it by itself.
    static final int TIMES_MAX = 3;

    static final Repeated NONE = new Repeated("", 0);

    Repeated then(LlmReply reply) {
        var said = new JsonArray(reply.content().stream().map(Repeated::meaning).toList());
        var hash = Sha256.of(Json.canonical(said)).hex();
        return new Repeated(hash, hash.equals(answer) ? times + 1 : 1);
    }

    boolean isStuck() {
        return times >= TIMES_MAX;
    }

    private static JsonValue meaning(ContentBlock block) {
        return switch (block) {
            case ContentBlock.ToolUse(_, var name, var input, _) ->
                    JsonObject.builder().put("call", name).put("input", input).build();
            case ContentBlock.Raw _ -> JsonObject.EMPTY;
            case ContentBlock.Text _,
                    ContentBlock.Image _,
                    ContentBlock.Document _,
                    ContentBlock.ToolResult _ ->
                    block.toJson();
        };
    }

    JsonObject toJson() {
        return JsonObject.builder().put("answer", answer).put("times", times).build();
    }

    static Repeated from(JsonObject json) {
        return new Repeated(json.requireString("answer"), json.requireInt("times"));
    }
}
