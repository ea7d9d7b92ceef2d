package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.List;
import java.util.Optional;

/// What a call comes to, as far as its tool can say without doing it: what a person is shown before
/// they allow it, and what must not change after they have.
/// @param program absolute path of what would be started
/// @param argv its arguments, word for word, the program's own name first
/// @param directory absolute, where it would run
/// @param paths absolute, that would be read or written
/// @param changes what it would make of files, as far as the file is there to be looked at
/// @param problem why the call would fail as it is
public record ToolPreview(
        Optional<String> program,
        List<String> argv,
        Optional<String> directory,
        List<String> paths,
        List<FileChange> changes,
        Optional<String> problem) {
    /// Says nothing.
    public static final ToolPreview NONE =
            new ToolPreview(
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty());

    public ToolPreview {
        argv = List.copyOf(argv);
        paths = List.copyOf(paths);
        changes = List.copyOf(changes);
    }

    public static ToolPreview ofCommand(String program, List<String> argv, String directory) {
        return new ToolPreview(
                Optional.of(program),
                argv,
                Optional.of(directory),
                List.of(),
                List.of(),
                Optional.empty());
    }

    public static ToolPreview ofPath(String path) {
        return new ToolPreview(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(path),
                List.of(),
                Optional.empty());
    }

    public static ToolPreview ofChange(FileChange change) {
        return new ToolPreview(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(change.path()),
                List.of(change),
                Optional.empty());
    }

    public static ToolPreview ofProblem(String problem) {
        return new ToolPreview(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(problem));
    }

    public JsonObject toJson() {
        var json = JsonObject.builder();
        program.ifPresent(path -> json.put("program", path));
        if (!argv.isEmpty()) {
            json.put("argv", JsonArray.ofStrings(argv));
        }
        directory.ifPresent(path -> json.put("directory", path));
        if (!paths.isEmpty()) {
            json.put("paths", JsonArray.ofStrings(paths));
        }
        if (!changes.isEmpty()) {
            var list = changes.stream().map(change -> (JsonValue) change.toJson()).toList();
            json.put("changes", new JsonArray(list));
        }
        problem.ifPresent(text -> json.put("problem", text));
        return json.build();
    }

    /// @throws IllegalArgumentException when it is not a preview's JSON
    public static ToolPreview from(JsonObject json) {
        return new ToolPreview(
                json.string("program"),
                strings(json, "argv"),
                json.string("directory"),
                strings(json, "paths"),
                changes(json),
                json.string("problem"));
    }

    private static List<FileChange> changes(JsonObject json) {
        return json.array("changes").orElse(JsonArray.EMPTY).values().stream()
                .map(
                        value -> {
                            if (value instanceof JsonObject change) {
                                return FileChange.from(change);
                            }
                            throw new IllegalArgumentException(
                                    "member 'changes' must hold objects");
                        })
                .toList();
    }

    private static List<String> strings(JsonObject json, String name) {
        if (json.get(name).isEmpty()) {
            return List.of();
        }
        return json.requireArray(name).values().stream()
                .map(
                        value -> {
                            if (value instanceof JsonString(var text)) {
                                return text;
                            }
                            throw new IllegalArgumentException(
                                    "member '%s' must hold texts".formatted(name));
                        })
                .toList();
    }
}
