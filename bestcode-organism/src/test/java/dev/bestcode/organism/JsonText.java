package dev.bestcode.organism;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.stream.Collectors;

/// JSON for people: what fits a line stands in one.
final class JsonText {
    private static final int WIDTH = 100;

    private JsonText() {}

    static String of(JsonValue value) {
        return of(value, "") + "\n";
    }

    private static String of(JsonValue value, String indent) {
        var line = Json.text(value);
        if (line.length() + indent.length() <= WIDTH) {
            return line;
        }
        var deeper = indent + "  ";
        return switch (value) {
            case JsonObject(var members) ->
                    members.entrySet().stream()
                            .map(
                                    member ->
                                            deeper
                                                    + Json.text(new JsonString(member.getKey()))
                                                    + ": "
                                                    + of(member.getValue(), deeper))
                            .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case JsonArray(var values) ->
                    values.stream()
                            .map(element -> deeper + of(element, deeper))
                            .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            default -> line; // a long text
        };
    }
}
