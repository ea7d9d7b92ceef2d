package dev.bestcode.organism;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.organism.Shape.Presence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Generates values by the vocabulary, most of the shape and some with a slip.
final class Trees {
    private static final List<String> TEXTS =
            List.of(
                    "coder",
                    "grep",
                    "file-read",
                    "llm-pool",
                    "a",
                    "x1",
                    "user",
                    "root",
                    "all",
                    "agent.AgentTask",
                    "file:p.md",
                    "a & b",
                    "/data",
                    "~/.m2",
                    "/a/../b",
                    "A",
                    " ",
                    "api.example.org",
                    "*.example.org",
                    "::1",
                    "http://127.0.0.1:11434/v1",
                    "git",
                    "./gradlew",
                    "git -c",
                    "ü😀",
                    "9",
                    "yes",
                    "0".repeat(64),
                    "x".repeat(65),
                    "y".repeat(257),
                    "task");

    private static final List<JsonValue> SLIPS =
            List.of(
                    JsonNull.NULL,
                    new JsonBoolean(true),
                    JsonNumber.of(-1),
                    JsonNumber.of(7),
                    new JsonNumber("2.5"),
                    new JsonNumber("0.0000001"),
                    JsonNumber.of(Long.MAX_VALUE),
                    new JsonString("coder"),
                    new JsonString(""),
                    new JsonArray(List.of()),
                    new JsonArray(List.of(new JsonString("grep"))),
                    JsonObject.EMPTY);

    private final Random random;
    private final double slips;

    /// @param slips how often a value is of another shape
    Trees(Random random, double slips) {
        this.random = random;
        this.slips = slips;
    }

    JsonValue file() {
        return value(Vocabulary.FILE);
    }

    private JsonValue value(Shape shape) {
        if (random.nextDouble() < slips) {
            return pick(SLIPS);
        }
        return switch (shape) {
            case Shape.Text(var grammar) -> new JsonString(text(grammar));
            case Shape.Word(_, var words) -> new JsonString(pick(words));
            case Shape.Whole(var min, var max) -> JsonNumber.of(random.nextBoolean() ? min : max);
            case Shape.Amount _ -> new JsonNumber(random.nextInt(100) + ".25");
            case Shape.Flag() -> new JsonBoolean(random.nextBoolean());
            case Shape.ListOf(var element, _) -> list(element);
            case Shape.MapOf(var keys, var value, var filled) -> map(keys, value, filled);
            case Shape.Block block -> block(block);
            case Shape.AnyOf(var choices) -> value(pick(choices));
        };
    }

    private String text(Grammar grammar) {
        var fitting =
                TEXTS.stream()
                        .filter(text -> random.nextDouble() < slips || fits(grammar, text))
                        .toList();
        return pick(fitting);
    }

    private static boolean fits(Grammar grammar, String text) {
        return grammar.matches(text) && !grammar.reserved().contains(text);
    }

    private JsonValue list(Shape element) {
        var values = Stream.generate(() -> value(element)).limit(random.nextInt(3));
        return new JsonArray(
                random.nextDouble() < slips ? values.toList() : values.distinct().toList());
    }

    private JsonValue map(Grammar keys, Shape value, boolean filled) {
        var members = new LinkedHashMap<String, JsonValue>();
        int count = random.nextInt(3) + (filled ? 1 : 0);
        for (int i = 0; i < count; i++) {
            members.put(text(keys), value(value));
        }
        return new JsonObject(members);
    }

    private JsonValue block(Shape.Block block) {
        var members = new LinkedHashMap<String, JsonValue>();
        var keys = new ArrayList<>(block.keys());
        for (var key : keys) {
            if (isWanted(key, members) != random.nextDouble() < slips / 4) {
                members.put(key.name(), value(key.shape()));
            }
        }
        if (random.nextDouble() < slips / 2) {
            members.put(pick(TEXTS.subList(0, 16)), pick(SLIPS));
        }
        return new JsonObject(members);
    }

    private boolean isWanted(Shape.Key key, Map<String, JsonValue> before) {
        return switch (key.presence()) {
            case Presence.Required() -> true;
            case Presence.Optional() -> random.nextInt(3) == 0;
            case Presence.UnlessPredeclared _ -> random.nextInt(10) > 0;
            case Presence.With(var handler, var needed) ->
                    new JsonString(handler).equals(before.get("handler"))
                            && (needed || random.nextBoolean());
        };
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
