package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.organism.OrganismException;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.security.ProjectFiles;
import dev.bestcode.tui.Workbench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The organism file of a workspace, for the editor of the Control Room.
final class OrganismWorkbench implements Workbench {
    /// The schema names every key and says what it means.
    private static final int SCHEMA_DEEP_MAX = 40;

    private final Map<String, String> keys = new TreeMap<>();
    private final Path file;
    private final Path workspace;

    private OrganismWorkbench(Path file, Path workspace) {
        this.file = file;
        this.workspace = workspace;
        collect(Json.parseObject(OrganismYaml.schema()), 0);
    }

    private void collect(JsonValue schema, int depth) {
        if (depth > SCHEMA_DEEP_MAX) {
            return;
        }
        if (schema instanceof JsonArray array) {
            array.values().forEach(value -> collect(value, depth + 1));
        }
        if (schema instanceof JsonObject object) {
            object.object("properties")
                    .ifPresent(
                            properties ->
                                    properties
                                            .members()
                                            .forEach(
                                                    (key, value) ->
                                                            keys.merge(
                                                                    key,
                                                                    description(value),
                                                                    OrganismWorkbench::longer)));
            object.members().values().forEach(value -> collect(value, depth + 1));
        }
    }

    private static String description(JsonValue schema) {
        return schema instanceof JsonObject object ? object.string("description").orElse("") : "";
    }

    private static String longer(String one, String other) {
        return one.length() >= other.length() ? one : other;
    }

    static OrganismWorkbench of(@Nullable Path named, Path workspace) {
        return new OrganismWorkbench(
                named == null ? workspace.resolve(ProjectFiles.ORGANISM) : named, workspace);
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public String read() throws IOException {
        return Files.exists(file) ? Files.readString(file) : OrganismYaml.starter();
    }

    @Override
    public List<String> problems(String text) {
        try {
            OrganismYaml.parse(text, workspace);
            return List.of();
        } catch (OrganismException e) {
            return e.problems().stream()
                    .map(
                            problem ->
                                    "%d:%d: %s"
                                            .formatted(
                                                    problem.line(),
                                                    problem.column(),
                                                    problem.message()))
                    .toList();
        }
    }

    /// Wholly or not at all.
    @Override
    public void save(String text) throws IOException {
        var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        Files.createDirectories(folder);
        var fresh = Files.createTempFile(folder, "organism", ".yaml");
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public List<String> completions(String typed) {
        return keys.keySet().stream()
                .filter(key -> key.startsWith(typed))
                .map(key -> key + ":")
                .toList();
    }

    @Override
    public String hover(String key) {
        return keys.getOrDefault(key, "");
    }
}
