package dev.bestcode.routing;

import dev.bestcode.api.embedding.TextIndex;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.message.SchemaValidator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Tools for tests, and what the router is given by others: an index and a validator, both simple.
final class Tools {
    private Tools() {}

    /// @param schema as JSON text
    static RoutedTool tool(String name, String description, String schema) {
        return new RoutedTool(name, name, description, Json.parseObject(schema));
    }

    /// An entry fits by the share of the query's words that it has.
    static TextIndex index() {
        return new TextIndex() {
            private final Map<String, Entry> entries = new TreeMap<>();

            @Override
            public void put(Entry entry) {
                entries.put(entry.id(), entry);
            }

            @Override
            public boolean remove(String id) {
                return Optional.ofNullable(entries.remove(id)).isPresent();
            }

            @Override
            public int size() {
                return entries.size();
            }

            @Override
            public List<Match> search(String query, Predicate<String> among, int limit) {
                var words = List.of(query.toLowerCase(Locale.ROOT).split("\\W+", -1));
                return entries.values().stream()
                        .filter(entry -> among.test(entry.id()))
                        .map(
                                entry ->
                                        new Match(
                                                entry.id(),
                                                share(entry, words),
                                                share(entry, words)))
                        .sorted((a, b) -> Double.compare(b.score(), a.score()))
                        .limit(limit)
                        .toList();
            }

            private static double share(Entry entry, List<String> words) {
                var text = (entry.fields() + " " + entry.requests()).toLowerCase(Locale.ROOT);
                return (double) words.stream().filter(text::contains).count() / words.size();
            }
        };
    }

    /// Types, enumerations and required members; the full validator is the pipeline's.
    static SchemaValidator validator() {
        return (type, value) -> problems(type.schema(), value);
    }

    private static List<String> problems(JsonObject schema, JsonValue value) {
        var problems = new ArrayList<String>();
        if (!fits(schema.string("type").orElse(""), value)) {
            return List.of("expected " + schema.string("type").orElse(""));
        }
        schema.array("enum")
                .filter(choices -> !choices.values().contains(value))
                .ifPresent(choices -> problems.add("allowed: " + Json.text(choices)));
        if (value instanceof JsonObject object) {
            schema.array("required").stream()
                    .flatMap(names -> names.values().stream())
                    .map(name -> ((JsonString) name).value())
                    .filter(name -> object.get(name).isEmpty())
                    .forEach(name -> problems.add("missing " + name));
            object.members()
                    .forEach(
                            (name, member) ->
                                    schema.object("properties")
                                            .flatMap(properties -> properties.object(name))
                                            .ifPresentOrElse(
                                                    inner ->
                                                            problems.addAll(
                                                                    problems(inner, member)),
                                                    () -> problems.add("unknown " + name)));
        }
        return problems;
    }

    private static boolean fits(String type, JsonValue value) {
        return switch (type) {
            case "object" -> value instanceof JsonObject;
            case "array" -> value instanceof JsonArray;
            case "string" -> value instanceof JsonString;
            case "boolean" -> value instanceof JsonBoolean;
            case "number" -> value instanceof JsonNumber;
            case "integer" -> value instanceof JsonNumber number && number.asLong().isPresent();
            default -> true;
        };
    }
}
