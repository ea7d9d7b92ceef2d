package dev.bestcode.cli;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.tools.WorkspacePast.Change;

import java.util.List;

/// Changes of a workspace, for people and for programs.
final class ChangesText {
    private ChangesText() {}

    /// Safe for a terminal.
    static String line(Change change) {
        return "%-8s %s".formatted(change.what(), Printable.of(change.path()));
    }

    static JsonArray json(List<Change> changes) {
        List<JsonValue> all =
                List.copyOf(
                        changes.stream()
                                .map(
                                        change ->
                                                JsonObject.builder()
                                                        .put("path", change.path())
                                                        .put("what", change.what())
                                                        .build())
                                .toList());
        return new JsonArray(all);
    }
}
