package dev.bestcode.security;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which workspaces the user has trusted, and with which files: `trust.jsonl` of the user's
/// configuration, one line for each real path, with the digest of the files that count. When one of
/// them changes, the workspace is not trusted any more.
public final class WorkspaceTrust {
    private static final String FILE = "trust.jsonl";

    private final UserFile file;
    private final Path workspace;
    private final Optional<String> problem;
    private final Clock clock;

    private WorkspaceTrust(UserFile file, Path workspace, Optional<String> problem, Clock clock) {
        this.file = file;
        this.workspace = workspace;
        this.problem = problem;
        this.clock = clock;
    }

    /// @param environment read for `XDG_CONFIG_HOME` and `HOME`
    /// @throws IOException when the workspace's real path cannot be found
    public static WorkspaceTrust of(Map<String, String> environment, Path workspace)
            throws IOException {
        var directory = UserDirectory.of(environment);
        var real = workspace.toRealPath();
        return new WorkspaceTrust(
                new UserFile(directory, FILE),
                real,
                UserDirectory.problem(directory, real),
                Clock.systemUTC());
    }

    /// Whether the user has trusted this workspace with just these files. What cannot be read
    /// trusts nothing.
    public boolean isTrusted(ProjectFiles files) {
        if (problem.isPresent()) {
            return false;
        }
        try {
            return file.lines().stream()
                    .flatMap(line -> read(line).stream())
                    .anyMatch(kept -> is(kept, files));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// Trust the workspace with these files, in place of whatever it was trusted with.
    /// @throws IOException when that cannot be kept
    public void trust(ProjectFiles files) throws IOException {
        if (problem.isPresent()) {
            throw new IOException(problem.get());
        }
        var line =
                Json.text(
                        JsonObject.builder()
                                .put("workspace", workspace.toString())
                                .put("sha256", files.digest().hex())
                                .put("time", clock.instant().toString())
                                .build());
        file.change(
                lines -> {
                    var kept = others(lines);
                    kept.add(line);
                    return kept;
                });
    }

    /// Trust the workspace no more.
    /// @return whether it was trusted with anything
    /// @throws IOException when that cannot be kept
    public boolean revoke() throws IOException {
        var before = file.lines();
        if (others(before).size() == before.size()) {
            return false;
        }
        file.change(this::others);
        return true;
    }

    private List<String> others(List<String> lines) {
        var others = new ArrayList<String>();
        for (var line : lines) {
            if (read(line).filter(this::isHere).isEmpty()) {
                others.add(line);
            }
        }
        return others;
    }

    private boolean is(JsonObject kept, ProjectFiles files) {
        return isHere(kept) && kept.string("sha256").equals(Optional.of(files.digest().hex()));
    }

    private boolean isHere(JsonObject kept) {
        return kept.string("workspace").equals(Optional.of(workspace.toString()));
    }

    private static Optional<JsonObject> read(String line) {
        try {
            return Optional.of(Json.parseObject(line));
        } catch (JsonException notOurs) {
            return Optional.empty();
        }
    }
}
