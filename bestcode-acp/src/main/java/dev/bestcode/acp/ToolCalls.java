package dev.bestcode.acp;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Draws calls as an editor shows them: what they are about, which files, what they change.
/// @param before the text that a file had before it became what is named
record ToolCalls(Path workspace, BiFunction<Path, Sha256, Optional<String>> before) {
    private static final String WRITE = "file-write";

    /// The id of a call: its own word is the provider's, and not unique.
    /// @param lsn of the transaction that dispatched it
    static String id(long lsn, String call) {
        return lsn + "." + call;
    }

    /// One that has begun, under a title that says which it is.
    JsonObject begun(String id, String title, String tool, JsonObject arguments) {
        var kind = ToolKind.of(tool);
        var call =
                JsonObject.builder()
                        .put("sessionUpdate", "tool_call")
                        .put("toolCallId", id)
                        .put("title", title)
                        .put("name", tool)
                        .put("kind", kind.wireName)
                        .put("status", "in_progress");
        var locations = locations(kind, arguments);
        if (!locations.values().isEmpty()) {
            call.put("locations", locations);
        }
        var changes = kind == ToolKind.EDIT ? foreseen(tool, arguments) : List.<JsonValue>of();
        if (changes.isEmpty()) {
            call.put("rawInput", arguments);
        } else {
            call.put("content", new JsonArray(changes));
        }
        return call.build();
    }

    /// One that has ended.
    JsonObject ended(String id, String tool, JsonObject arguments, boolean error, String text) {
        return update(id, error ? "failed" : "completed")
                .put("content", new JsonArray(outcome(tool, arguments, error, text)))
                .build();
    }

    /// Only its status is another one.
    static JsonObject.Builder update(String id, String status) {
        return JsonObject.builder()
                .put("sessionUpdate", "tool_call_update")
                .put("toolCallId", id)
                .put("status", status);
    }

    private List<JsonValue> outcome(String tool, JsonObject arguments, boolean error, String text) {
        var kind = ToolKind.of(tool);
        if (kind == ToolKind.EDIT && !error) {
            var changes = made(tool, arguments, text);
            if (!changes.isEmpty()) {
                return changes;
            }
        }
        boolean code = !error && kind != ToolKind.OTHER && kind != ToolKind.FETCH;
        return List.of(content(code ? Prose.fenced(text) : text));
    }

    /// What an edit would change, by its own words.
    private List<JsonValue> foreseen(String tool, JsonObject arguments) {
        var path = path(arguments);
        if (path.isEmpty()) {
            return List.of();
        }
        if (tool.equals(WRITE)) {
            return arguments
                    .string("content")
                    .map(text -> diff(path.get(), Optional.empty(), text))
                    .map(List::of)
                    .orElse(List.of());
        }
        var changes = new ArrayList<JsonValue>();
        for (var edit : arguments.array("edits").orElse(JsonArray.EMPTY).values()) {
            if (edit instanceof JsonObject one && changes.size() < Bounds.HUNKS_MAX) {
                changes.add(diff(path.get(), one.string("old"), one.string("new").orElse("")));
            }
        }
        return changes;
    }

    /// What it has changed.
    private List<JsonValue> made(String tool, JsonObject arguments, String answer) {
        var path = path(arguments);
        if (path.isEmpty()) {
            return List.of();
        }
        if (tool.equals(WRITE)) {
            return arguments
                    .string("content")
                    .map(text -> diff(path.get(), replaced(path.get(), text), text))
                    .map(List::of)
                    .orElse(List.of());
        }
        return Hunk.of(answer).stream()
                .limit(Bounds.HUNKS_MAX)
                .map(hunk -> diff(path.get(), Optional.of(hunk.before()), hunk.after()))
                .toList();
    }

    private Optional<String> replaced(Path path, String text) {
        return before.apply(path, Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonArray locations(ToolKind kind, JsonObject arguments) {
        if (kind != ToolKind.READ && kind != ToolKind.EDIT) {
            return JsonArray.EMPTY;
        }
        return path(arguments)
                .map(
                        path -> {
                            var location = JsonObject.builder().put("path", path.toString());
                            long line = arguments.integer("offset").orElse(0);
                            if (line > 0 && line <= Integer.MAX_VALUE) {
                                location.put("line", line);
                            }
                            return JsonArray.of(location.build());
                        })
                .orElse(JsonArray.EMPTY);
    }

    private Optional<Path> path(JsonObject arguments) {
        try {
            return arguments.string("path").map(path -> workspace.resolve(path).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static JsonValue diff(Path path, Optional<String> before, String after) {
        var diff = JsonObject.builder().put("type", "diff").put("path", path.toString());
        before.ifPresent(text -> diff.put("oldText", text));
        return diff.put("newText", after).build();
    }

    static JsonValue content(String text) {
        return JsonObject.builder()
                .put("type", "content")
                .put("content", Prose.block(text))
                .build();
    }
}
