package dev.bestcode.tui;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.stream.Collectors;

/// The arguments of a call in a line: texts as they are, the rest as JSON.
final class CallText {
    /// What one argument may take of the line; the payload view has it whole.
    private static final int VALUE_COLUMNS_MAX = 120;

    private CallText() {}

    static String of(JsonObject arguments) {
        return arguments.members().entrySet().stream()
                .map(member -> member.getKey() + ": " + value(member.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String value(JsonValue value) {
        var text = value instanceof JsonString(var literal) ? literal : Json.text(value);
        return SafeText.line(text, VALUE_COLUMNS_MAX);
    }
}
