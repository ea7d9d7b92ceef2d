package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/// Values of JSON from a seed, the awkward ones often.
final class GeneratedJson {
    private static final List<String> NAMES =
            List.of(
                    "path",
                    "old",
                    "_",
                    "",
                    "item",
                    "type",
                    "name",
                    "xml",
                    "XMLish",
                    "a:b",
                    "1st",
                    "a b",
                    "näme",
                    "<x>",
                    "\"",
                    "x".repeat(300),
                    "-",
                    "tab\there",
                    "line\nfeed");
    private static final List<String> NUMBERS =
            List.of("0", "-0", "1.0", "1", "1e5", "1E+5", "-2.50e-10", "9".repeat(64));
    private static final String XML_CHARS =
            " \t\n\r&<>\"'ab]\u0085\u2028\uFEFF\uFFFD\uD7FF\uE000é漢\u202E";
    private static final String OTHER_CHARS = "\u0000\u0001\u000B\u001B\uFFFE\uFFFF";

    private final Random random;
    private final String chars;

    private GeneratedJson(Random random, String chars) {
        this.random = random;
        this.chars = chars;
    }

    /// Without the characters that XML 1.0 cannot hold.
    static GeneratedJson forXml(Random random) {
        return new GeneratedJson(random, XML_CHARS);
    }

    static GeneratedJson any(Random random) {
        return new GeneratedJson(random, XML_CHARS + OTHER_CHARS);
    }

    JsonObject object(int depth) {
        var members = new LinkedHashMap<String, JsonValue>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.put(name(), value(depth - 1));
        }
        return new JsonObject(members);
    }

    JsonValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0, 1 -> new JsonString(text());
            case 2 -> new JsonNumber(oneOf(NUMBERS));
            case 3 -> new JsonBoolean(random.nextBoolean());
            case 4 -> JsonNull.NULL;
            case 5 -> object(depth);
            default -> {
                var values = new ArrayList<JsonValue>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    values.add(value(depth - 1));
                }
                yield new JsonArray(values);
            }
        };
    }

    String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            if (random.nextInt(8) == 0) {
                text.appendCodePoint(0x10000 + random.nextInt(0x100000));
            } else {
                text.append(chars.charAt(random.nextInt(chars.length())));
            }
        }
        return text.toString();
    }

    private String name() {
        return random.nextInt(3) == 0 ? text() : oneOf(NAMES);
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
