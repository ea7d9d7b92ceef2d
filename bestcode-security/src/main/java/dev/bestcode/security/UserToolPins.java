package dev.bestcode.security;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.ToolPins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What servers said of their tools, in `servers.jsonl` of the user's configuration: one line for
/// each server of a workspace. Whoever takes a line out has the server looked at anew.
public final class UserToolPins implements ToolPins {
    private static final String FILE = "servers.jsonl";

    private final UserFile file;
    private final String workspace;
    private final Optional<String> problem;

    private UserToolPins(UserFile file, String workspace, Optional<String> problem) {
        this.file = file;
        this.workspace = workspace;
        this.problem = problem;
    }

    /// One that keeps nothing and says why when the configuration lies in the workspace.
    /// @param environment read for `XDG_CONFIG_HOME` and `HOME`
    /// @param workspace its real path
    public static ToolPins of(Map<String, String> environment, Path workspace) {
        var directory = UserDirectory.of(environment);
        return new UserToolPins(
                new UserFile(directory, FILE),
                workspace.toString(),
                UserDirectory.problem(directory, workspace));
    }

    @Override
    public Optional<JsonObject> pinned(String server) {
        if (problem.isPresent()) {
            return Optional.empty();
        }
        try {
            return file.lines().stream()
                    .flatMap(line -> read(line).stream())
                    .filter(kept -> isOf(kept, server))
                    .findFirst()
                    .flatMap(kept -> kept.object("said"));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> pin(String server, JsonObject said) {
        if (problem.isPresent()) {
            return problem;
        }
        var line =
                Json.text(
                        JsonObject.builder()
                                .put("workspace", workspace)
                                .put("server", server)
                                .put("said", said)
                                .build());
        try {
            file.change(
                    lines -> {
                        var kept = others(lines, server);
                        kept.add(line);
                        return kept;
                    });
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> others(List<String> lines, String server) {
        var others = new ArrayList<String>();
        for (var line : lines) {
            if (read(line).filter(kept -> isOf(kept, server)).isEmpty()) {
                others.add(line);
            }
        }
        return others;
    }

    private boolean isOf(JsonObject kept, String server) {
        return kept.string("workspace").equals(Optional.of(workspace))
                && kept.string("server").equals(Optional.of(server));
    }

    private static Optional<JsonObject> read(String line) {
        try {
            return Optional.of(Json.parseObject(line));
        } catch (JsonException notOurs) {
            return Optional.empty();
        }
    }
}
