package dev.bestcode.organism;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.Random;

/// Prints JSON as YAML, each part in one of the ways to write it.
final class YamlPrinter {
    private final Random random;

    YamlPrinter(Random random) {
        this.random = random;
    }

    String print(JsonValue value) {
        return print(value, "").stripLeading() + "\n";
    }

    /// What comes after a key's colon or an element's dash.
    private String print(JsonValue value, String indent) {
        return switch (value) {
            case JsonObject(var members) when !members.isEmpty() && random.nextInt(3) > 0 -> {
                var text = new StringBuilder();
                members.forEach(
                        (name, member) ->
                                text.append("\n")
                                        .append(indent)
                                        .append(scalar(name))
                                        .append(":")
                                        .append(print(member, indent + "  ")));
                yield text.toString();
            }
            case JsonArray(var values) when !values.isEmpty() && random.nextBoolean() -> {
                var text = new StringBuilder();
                for (var element : values) {
                    text.append("\n").append(indent).append("-");
                    text.append(print(element, indent + "  "));
                }
                yield text.toString();
            }
            case JsonString(var string) -> " " + scalar(string);
            default -> " " + Json.text(value);
        };
    }

    /// Plain where nothing in it could be anything else.
    private String scalar(String text) {
        boolean plain = text.matches("[a-z][a-z-]*[a-z]") && !text.matches("true|false|null");
        if (plain && random.nextBoolean()) {
            return text;
        }
        boolean single = random.nextBoolean() && text.matches("[ -~]+");
        return single ? "'" + text.replace("'", "''") + "'" : Json.text(new JsonString(text));
    }
}
