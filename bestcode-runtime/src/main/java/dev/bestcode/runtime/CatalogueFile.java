package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.routing.RoutedTool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads a file of tools: a JSON array of them, an object with the array as `tools`, or one tool a
/// line. A tool has a `name`, a `description`, perhaps an `id`, and its arguments as
/// `input_schema` or `parameters`: a JSON Schema, or only their names with what each means.
public final class CatalogueFile {
    private static final long BYTES_MAX = 16 << 20;
    private static final int TOOLS_MAX = 100_000;

    private CatalogueFile() {}

    /// In the file's order.
    /// @throws IllegalArgumentException naming the tool that cannot be read, by its place
    public static List<RoutedTool> read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "%s has %,d bytes; allowed %,d: split it".formatted(file, size, BYTES_MAX));
        }
        try {
            return tools(values(Files.readString(file)));
        } catch (JsonException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<JsonValue> values(String text) {
        var start = text.stripLeading();
        if (start.startsWith("[")) {
            return ((JsonArray) Json.parse(text)).values();
        }
        var lines = start.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() != 1 && isWhole(lines.getFirst())) {
            return lines.stream().<JsonValue>map(Json::parseObject).toList();
        }
        var object = Json.parseObject(text);
        return object.array("tools").map(JsonArray::values).orElse(List.of(object));
    }

    private static boolean isWhole(String line) {
        try {
            Json.parseObject(line);
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static List<RoutedTool> tools(List<JsonValue> values) {
        if (values.size() > TOOLS_MAX) {
            throw new IllegalArgumentException(
                    "%,d tools; allowed %,d".formatted(values.size(), TOOLS_MAX));
        }
        var ids = new HashSet<String>();
        var tools = new ArrayList<RoutedTool>();
        for (var value : values) {
            var place = "tool " + (tools.size() + 1);
            if (!(value instanceof JsonObject json)) {
                throw new IllegalArgumentException(place + " is not an object");
            }
            var name = json.string("name").orElseThrow(() -> missing(place, "name"));
            var tool =
                    new RoutedTool(
                            json.string("id").orElse(name),
                            name,
                            json.string("description")
                                    .orElseThrow(() -> missing(place, "description")),
                            schema(json));
            if (!ids.add(tool.id())) {
                throw new IllegalArgumentException(
                        "%s: '%s' is there already; give it an id of its own"
                                .formatted(place, tool.id()));
            }
            tools.add(tool);
        }
        return tools;
    }

    private static IllegalArgumentException missing(String place, String member) {
        return new IllegalArgumentException(place + " has no text as '" + member + "'");
    }

    private static JsonObject schema(JsonObject tool) {
        var said = tool.object("input_schema").or(() -> tool.object("parameters"));
        return said.map(CatalogueFile::schemaOf)
                .orElseGet(() -> JsonObject.builder().put("type", "object").build());
    }

    private static JsonObject schemaOf(JsonObject parameters) {
        if (parameters.object("properties").isPresent() || parameters.get("type").isPresent()) {
            return parameters;
        }
        var properties = JsonObject.builder();
        parameters
                .members()
                .forEach(
                        (name, meaning) ->
                                properties.put(
                                        name,
                                        meaning instanceof JsonString(var text)
                                                ? JsonObject.builder()
                                                        .put("description", text)
                                                        .build()
                                                : meaning));
        return JsonObject.builder()
                .put("type", "object")
                .put("properties", properties.build())
                .build();
    }
}
