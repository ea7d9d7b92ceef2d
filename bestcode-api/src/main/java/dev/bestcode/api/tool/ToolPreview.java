package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;

import java.util.List;
import java.util.Optional;

/// What a call comes to, as far as its tool can say without doing it: what a person is shown before
/// they allow it, and what must not change after they have.
/// @param program absolute path of what would be started
/// @param argv its arguments, word for word, the program's own name first
/// @param directory absolute, where it would run
/// @param paths absolute, that would be read or written
/// @param changes of the content of files, where it can be said beforehand
/// @param problem why the call would fail as it is
/// @param form what a call that is under way wants to know, where that is the question
public record ToolPreview(
        Optional<String> program,
        List<String> argv,
        Optional<String> directory,
        List<String> paths,
        List<FileChange> changes,
        Optional<String> problem,
        Optional<Form> form) {
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

    /// Of a call that has not begun.
    public ToolPreview(
            Optional<String> program,
            List<String> argv,
            Optional<String> directory,
            List<String> paths,
            List<FileChange> changes,
            Optional<String> problem) {
        this(program, argv, directory, paths, changes, problem, Optional.empty());
    }

    public static ToolPreview ofForm(Form form) {
        return new ToolPreview(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(form));
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

    /// Of a call that changes one file's content.
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
        return NONE.withProblem(problem);
    }

    public ToolPreview withProblem(String text) {
        return new ToolPreview(program, argv, directory, paths, changes, Optional.of(text), form);
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
            json.put(
                    "changes",
                    new JsonArray(List.copyOf(changes.stream().map(FileChange::toJson).toList())));
        }
        problem.ifPresent(text -> json.put("problem", text));
        form.ifPresent(asked -> json.put("form", asked.toJson()));
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
                json.string("problem"),
                json.object("form").map(Form::from));
    }

    private static List<FileChange> changes(JsonObject json) {
        if (json.get("changes").isEmpty()) {
            return List.of();
        }
        return json.requireArray("changes").values().stream()
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
