package dev.bestcode.benchmarks;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.routing.RoutedTool;
import dev.bestcode.runtime.CatalogueFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Tools, and requests of which somebody knows the tools that answer them.
record RoutingSet(String name, List<RoutedTool> tools, List<Request> requests) {
    /// @param relevant ids of the tools that answer it; none when no tool does
    /// @param candidates ids of the tools that it may use; none for all
    record Request(String id, String text, List<String> relevant, List<String> candidates) {
        /// Which half of the requests it is in: method and weights were chosen on half 0 alone.
        int half() {
            return (id.hashCode() * 0x9E3779B9) >>> 31 == 0 ? 0 : 1;
        }
    }

    /// @param folder with `tools.jsonl` and `queries.jsonl`
    static RoutingSet read(Path folder) {
        try (var lines = Files.lines(folder.resolve("queries.jsonl"))) {
            return new RoutingSet(
                    folder.getFileName().toString(),
                    CatalogueFile.read(folder.resolve("tools.jsonl")),
                    lines.map(Json::parseObject).map(RoutingSet::request).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read requests in " + folder, e);
        }
    }

    /// Tools of one name are the same in other words; whichever is found counts.
    Map<String, String> names() {
        return tools.stream().collect(Collectors.toMap(RoutedTool::id, RoutedTool::name));
    }

    private static Request request(JsonObject json) {
        return new Request(
                json.requireString("id"),
                json.requireString("query"),
                strings(json.requireArray("relevant")),
                json.array("candidates").map(RoutingSet::strings).orElse(List.of()));
    }

    private static List<String> strings(JsonArray array) {
        return array.values().stream().map(value -> ((JsonString) value).value()).toList();
    }
}
