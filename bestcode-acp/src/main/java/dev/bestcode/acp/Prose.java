package dev.bestcode.acp;

import dev.bestcode.api.json.JsonObject;

/// Text as editors take it: they read it as Markdown.
final class Prose {
    private static final int FENCE_MIN = 3;

    private Prose() {}

    static JsonObject block(String text) {
        return JsonObject.builder().put("type", "text").put("text", text).build();
    }

    /// As it stands, whatever is in it.
    static String fenced(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        var fence = "`".repeat(Math.max(FENCE_MIN, longest + 1));
        return fence + "\n" + text + (text.endsWith("\n") ? "" : "\n") + fence;
    }
}
