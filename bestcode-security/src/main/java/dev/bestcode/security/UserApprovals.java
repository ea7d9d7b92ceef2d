package dev.bestcode.security;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalMemory;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.security.ApprovalScope;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers for good, in `approvals.jsonl` of the user's configuration: one line for each call of a
/// workspace that is allowed, told by its digest. Whoever takes a line out is asked again.
public final class UserApprovals implements ApprovalMemory {
    private static final String FILE = "approvals.jsonl";

    private final UserFile file;
    private final String workspace;
    private final Clock clock;

    private UserApprovals(UserFile file, String workspace, Clock clock) {
        this.file = file;
        this.workspace = workspace;
        this.clock = clock;
    }

    /// @param environment read for `XDG_CONFIG_HOME` and `HOME`
    /// @param workspace its real path
    /// @return one that keeps nothing and says why when the configuration lies in the workspace
    public static ApprovalMemory of(Map<String, String> environment, Path workspace) {
        var directory = UserDirectory.of(environment);
        var problem = UserDirectory.problem(directory, workspace);
        return problem.isPresent()
                ? new NoApprovals(problem.get())
                : new UserApprovals(
                        new UserFile(directory, FILE), workspace.toString(), Clock.systemUTC());
    }

    /// For whom there is no safe place to keep answers in.
    private record NoApprovals(String problem) implements ApprovalMemory {
        @Override
        public Optional<ApprovalAnswer> recall(ApprovalRequest request) {
            return Optional.empty();
        }

        @Override
        public Optional<String> keep(ApprovalRequest request, ApprovalAnswer answer) {
            return Optional.of(problem);
        }
    }

    /// What cannot be read allows nothing: it is asked.
    @Override
    public Optional<ApprovalAnswer> recall(ApprovalRequest request) {
        try {
            return file.lines().stream()
                    .flatMap(line -> read(line).stream())
                    .filter(kept -> isFor(kept, request))
                    .findFirst()
                    .map(kept -> answer(kept));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> keep(ApprovalRequest request, ApprovalAnswer answer) {
        var line =
                Json.text(
                        JsonObject.builder()
                                .put("workspace", workspace)
                                .put("profile", request.profile())
                                .put("tool", request.tool())
                                .put("digest", request.digest().hex())
                                .put("preview", request.preview().toJson())
                                .put("by", answer.by())
                                .put("time", clock.instant().toString())
                                .build());
        try {
            file.change(lines -> with(lines, line));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("%s: %s".formatted(file.path(), e.getMessage()));
        }
    }

    private static List<String> with(List<String> lines, String line) {
        var more = new ArrayList<>(lines);
        more.add(line);
        return more;
    }

    private boolean isFor(JsonObject kept, ApprovalRequest request) {
        return kept.string("workspace").equals(Optional.of(workspace))
                && kept.string("profile").equals(Optional.of(request.profile()))
                && kept.string("digest").equals(Optional.of(request.digest().hex()));
    }

    private ApprovalAnswer answer(JsonObject kept) {
        var by =
                "%s, for good on %s"
                        .formatted(
                                kept.string("by").orElse("somebody"),
                                kept.string("time").orElse("some day"));
        return ApprovalAnswer.allow(by, ApprovalScope.ALWAYS);
    }

    private static Optional<JsonObject> read(String line) {
        try {
            return Optional.of(Json.parseObject(line));
        } catch (JsonException notOurs) {
            return Optional.empty();
        }
    }
}
