package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Our JSON as Jackson's tree, which the schema library reads.
final class JsonTrees {
    /// Beyond this, arithmetic on a short lexeme such as `1e999999999` writes out every digit.
    private static final int EXPONENT_MAX = 1_000;

    /// A whole number of so many characters fits in a long, whatever its sign.
    private static final int LONG_CHARS = 18;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTrees() {}

    /// @throws IllegalArgumentException when a number's exponent passes ±1,000
    static JsonNode tree(JsonValue value) {
        return switch (value) {
            case JsonObject(var members) -> {
                var node = NODES.objectNode();
                members.forEach((name, member) -> node.set(name, tree(member)));
                yield node;
            }
            case JsonArray(var values) -> {
                var node = NODES.arrayNode(values.size());
                values.forEach(element -> node.add(tree(element)));
                yield node;
            }
            case JsonString(var text) -> NODES.stringNode(text);
            case JsonNumber(var lexeme) -> number(lexeme);
            case JsonBoolean(var bool) -> NODES.booleanNode(bool);
            case JsonNull() -> NODES.nullNode();
        };
    }

    private static JsonNode number(String lexeme) {
        if (isWhole(lexeme)) {
            return lexeme.length() <= LONG_CHARS
                    ? NODES.numberNode(Long.parseLong(lexeme))
                    : NODES.numberNode(new BigInteger(lexeme));
        }
        try {
            var decimal = new BigDecimal(lexeme);
            if (Math.abs((long) decimal.scale()) <= EXPONENT_MAX) {
                return NODES.numberNode(decimal);
            }
        } catch (NumberFormatException tooLarge) {
            // an exponent beyond 32 bits is out of range like any other large one
        }
        throw new IllegalArgumentException(
                "number " + lexeme + " has an exponent beyond " + EXPONENT_MAX);
    }

    private static boolean isWhole(String lexeme) {
        for (int at = 0; at < lexeme.length(); at++) {
            char c = lexeme.charAt(at);
            if (c != '-' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }
}
