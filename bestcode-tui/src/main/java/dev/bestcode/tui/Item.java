package dev.bestcode.tui;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

/// One thing of a thread's history.
/// @param seq LSN of its transaction; 0 for what is not in the journal
/// @param title who speaks, or which tool
/// @param text Markdown of what was said; else as it is
/// @param tag of the payload
/// @param payload as far as it is known
record Item(long seq, Kind kind, String title, String text, String tag, JsonObject payload) {
    private static final long OBJECTS_BYTES = 256;

    /// What holds one value of a payload, in characters of two bytes.
    private static final long MEMBER_CHARS = 64;

    enum Kind {
        TASK,
        SAID,
        CALL,
        ANSWER,
        QUESTION,
        ERROR,
        END,
        NOTE
    }

    /// What it keeps of the heap, at most and roughly: text that the payload shares counts once,
    /// and what a call's line leaves out of its arguments counts too.
    long heapBytes() {
        return OBJECTS_BYTES + 2 * Math.max(text.length(), chars(payload));
    }

    private static long chars(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                    object.members().entrySet().stream()
                            .mapToLong(
                                    member ->
                                            MEMBER_CHARS
                                                    + member.getKey().length()
                                                    + chars(member.getValue()))
                            .sum();
            case JsonArray array ->
                    array.values().stream().mapToLong(each -> MEMBER_CHARS + chars(each)).sum();
            case JsonString(var literal) -> literal.length();
            case JsonNumber(var number) -> number.length();
            case JsonBoolean _, JsonNull _ -> 0;
        };
    }
}
