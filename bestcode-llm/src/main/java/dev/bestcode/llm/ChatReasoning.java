package dev.bestcode.llm;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.llm.ContentBlock;

import java.util.List;
import java.util.Optional;

/// What a model thought, in the dialect of chat completions: a block that the log keeps and no
/// other dialect sees. Servers name the member differently and want it back under their own name.
final class ChatReasoning {
    /// The block's type; no provider has one of this name.
    static final String TYPE = "chat_reasoning";

    /// DeepSeek, llama.cpp and SGLang say the first, Ollama, newer vLLM and some gateways the
    /// second; some say both at once.
    private static final List<String> MEMBERS = List.of("reasoning_content", "reasoning");

    private final StringBuilder text = new StringBuilder();
    private Optional<String> member = Optional.empty();

    /// Take what a delta says, under the first name that was ever used.
    /// @return the new piece, empty text for none
    String add(JsonObject delta) {
        for (var name : MEMBERS) {
            var piece = delta.string(name).orElse("");
            if (!piece.isEmpty() && member.orElse(name).equals(name)) {
                member = Optional.of(name);
                text.append(piece);
                return piece;
            }
        }
        return "";
    }

    Optional<ContentBlock> block() {
        return member.map(
                name ->
                        new ContentBlock.Raw(
                                JsonObject.builder()
                                        .put("type", TYPE)
                                        .put(name, text.toString())
                                        .build()));
    }

    /// Put what such a block holds into the message that goes back.
    static void addTo(JsonObject.Builder message, JsonObject block) {
        block.members()
                .forEach(
                        (name, value) -> {
                            if (MEMBERS.contains(name) && value instanceof JsonString) {
                                message.put(name, value);
                            }
                        });
    }
}
