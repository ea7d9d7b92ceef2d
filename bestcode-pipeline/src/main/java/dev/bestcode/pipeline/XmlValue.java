package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonLimits;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one element holds, collected until its end says what it is. Its exceptions say what is
/// wrong and not where.
final class XmlValue {
    private final String type;
    private final JsonLimits limits;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, JsonValue> members = new LinkedHashMap<>();
    private final List<JsonValue> items = new ArrayList<>();

    /// @param type empty text for text without and an object with children
    XmlValue(String type, JsonLimits limits) {
        this.type = type;
        this.limits = limits;
    }

    void text(String more) {
        text.append(more);
    }

    /// @throws IllegalArgumentException when it may not be here
    void child(String element, String member, JsonValue value) {
        switch (type) {
            case XmlForm.ARRAY -> {
                if (!element.equals(XmlForm.ITEM)) {
                    throw wrong("'" + Excerpt.name(element) + "' in an array; allowed: item");
                }
                items.add(value);
            }
            case "", XmlForm.OBJECT -> {
                if (members.put(member, value) != null) {
                    throw wrong("'" + Excerpt.name(member) + "' twice");
                }
            }
            default -> throw wrong("an element in a " + Excerpt.name(type));
        }
    }

    /// @throws IllegalArgumentException when it is not what its type says
    JsonValue end() {
        return switch (type) {
            case "" -> members.isEmpty() ? string() : object();
            case XmlForm.STRING -> string();
            case XmlForm.OBJECT -> object();
            case XmlForm.ARRAY -> {
                requireNoText();
                yield new JsonArray(items);
            }
            case XmlForm.NUMBER -> number();
            case XmlForm.BOOLEAN -> bool();
            case XmlForm.NULL -> {
                requireNoText();
                yield JsonNull.NULL;
            }
            default ->
                    throw wrong(
                            "type '%s'; allowed: string, number, boolean, null, object, array"
                                    .formatted(Excerpt.name(type)));
        };
    }

    private JsonValue string() {
        return new JsonString(text.toString());
    }

    private JsonValue object() {
        requireNoText();
        return new JsonObject(members);
    }

    private JsonValue number() {
        if (text.length() > limits.numberChars()) {
            throw wrong(
                    "a number of %,d characters; allowed %,d"
                            .formatted(text.length(), limits.numberChars()));
        }
        return new JsonNumber(text.toString());
    }

    private JsonValue bool() {
        return switch (text.toString()) {
            case "true" -> new JsonBoolean(true);
            case "false" -> new JsonBoolean(false);
            default -> throw wrong("a boolean that is neither true nor false");
        };
    }

    /// Between child elements only white space can stand, and it means nothing.
    private void requireNoText() {
        if (!text.chars().allMatch(XmlValue::isSpace)) {
            throw wrong("text beside elements, or in an empty value");
        }
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what);
    }
}
