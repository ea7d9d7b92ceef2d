package dev.bestcode.api.tool;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One field of a [Form].
/// @param schema JSON Schema of its value: a text, a number, a boolean, a choice or several of them
public record FormField(String name, JsonObject schema, boolean required) {
    /// What is taken where nothing is typed.
    public Optional<JsonValue> byDefault() {
        return schema.get("default");
    }

    /// Whether it may be passed over.
    public boolean optional() {
        return !required || byDefault().isPresent();
    }

    /// Its name, what it takes, and what it is for.
    public String line() {
        var line = new StringBuilder(name).append(": ").append(type());
        var choices = choices();
        if (!choices.isEmpty()) {
            line.append(" of ")
                    .append(
                            choices.entrySet().stream()
                                    .map(it -> shown(it.getKey(), it.getValue()))
                                    .collect(Collectors.joining(", ")));
        }
        byDefault().ifPresent(value -> line.append(", else ").append(Json.text(value)));
        if (!required) {
            line.append(", may be left out");
        }
        schema.string("description")
                .or(() -> schema.string("title"))
                .ifPresent(it -> line.append(" (").append(it).append(')'));
        return line.toString();
    }

    private static String shown(String value, String title) {
        return title.equals(value) ? value : "%s (%s)".formatted(value, title);
    }

    private String type() {
        return schema.string("type").map(it -> it.equals("array") ? "several" : it).orElse("any");
    }

    /// What may be chosen, with the words for it; empty where anything may be said.
    public Map<String, String> choices() {
        var from = type().equals("several") ? schema.object("items").orElse(schema) : schema;
        var choices = new LinkedHashMap<String, String>();
        var titles = texts(from, "enumNames");
        var values = texts(from, "enum");
        for (int i = 0; i < values.size(); i++) {
            choices.put(values.get(i), i < titles.size() ? titles.get(i) : values.get(i));
        }
        for (var way : List.of("oneOf", "anyOf")) {
            for (var value : array(from, way)) {
                if (value instanceof JsonObject one) {
                    one.string("const")
                            .ifPresent(it -> choices.put(it, one.string("title").orElse(it)));
                }
            }
        }
        return choices;
    }

    private static List<JsonValue> array(JsonObject from, String key) {
        return from.get(key).orElse(JsonArray.EMPTY) instanceof JsonArray(var values)
                ? values
                : List.of();
    }

    private static List<String> texts(JsonObject from, String key) {
        return array(from, key).stream()
                .filter(JsonString.class::isInstance)
                .map(it -> ((JsonString) it).value())
                .toList();
    }

    /// What was typed, as a value of this field's type. Several choices stand with commas between
    /// them; a value of no type that people type is read as JSON, or else is a text.
    /// @throws IllegalArgumentException when it is none; the message says what is
    public JsonValue read(String typed) {
        var text = typed.strip();
        return switch (schema.string("type").orElse("")) {
            case "string" -> new JsonString(choices().isEmpty() ? typed : chosen(text));
            case "integer" -> number(text, true);
            case "number" -> number(text, false);
            case "boolean" -> truth(text);
            case "array" -> several(text);
            default -> any(text);
        };
    }

    private String chosen(String typed) {
        for (var choice : choices().entrySet()) {
            if (typed.equals(choice.getKey()) || typed.equalsIgnoreCase(choice.getValue())) {
                return choice.getKey();
            }
        }
        throw wrong("one of " + String.join(", ", choices().keySet()));
    }

    private JsonNumber number(String typed, boolean whole) {
        try {
            if (Json.parse(typed) instanceof JsonNumber number
                    && (!whole || number.asLong().isPresent())) {
                return number;
            }
        } catch (JsonException e) {
            // it is said below
        }
        throw wrong(whole ? "a whole number" : "a number");
    }

    private JsonBoolean truth(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "y", "yes", "true" -> new JsonBoolean(true);
            case "n", "no", "false" -> new JsonBoolean(false);
            default -> throw wrong("yes or no");
        };
    }

    private JsonValue several(String typed) {
        if (typed.startsWith("[")) {
            return any(typed);
        }
        var words = Arrays.stream(typed.split(",")).map(String::strip);
        var values = new ArrayList<JsonValue>();
        words.filter(word -> !word.isEmpty())
                .forEach(
                        word ->
                                values.add(
                                        new JsonString(choices().isEmpty() ? word : chosen(word))));
        return new JsonArray(values);
    }

    private static JsonValue any(String typed) {
        try {
            return Json.parse(typed);
        } catch (JsonException e) {
            return new JsonString(typed);
        }
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("'%s' takes %s".formatted(name, wanted));
    }
}
