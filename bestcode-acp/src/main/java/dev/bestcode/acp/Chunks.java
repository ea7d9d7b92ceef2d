package dev.bestcode.acp;

import dev.bestcode.api.json.JsonObject;

/// Pieces of what is said.
final class Chunks {
    private Chunks() {}

    static JsonObject user(String message, String text) {
        return chunk("user_message_chunk", message, text);
    }

    static JsonObject agent(String message, String text) {
        return chunk("agent_message_chunk", message, text);
    }

    static JsonObject thought(String message, String text) {
        return chunk("agent_thought_chunk", message, text);
    }

    /// @param message pieces of one message bear the same id
    private static JsonObject chunk(String kind, String message, String text) {
        return JsonObject.builder()
                .put("sessionUpdate", kind)
                .put("content", Prose.block(text))
                .put("messageId", message)
                .build();
    }
}
