package dev.bestcode.acp;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.RunId;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// What an editor may ask for.
final class Methods {
    private static final int VERSION = 1;

    private final Sessions sessions;
    private final String version;

    Methods(Sessions sessions, String version) {
        this.sessions = sessions;
        this.version = version;
    }

    /// What is left to do of a request once its place in the order of lines is kept.
    sealed interface Work {}

    record Answered(Call call) implements Work {}

    /// Answers by itself, when its task has ended.
    record Prompted(Session session, Prompt prompt) implements Work {}

    interface Call {
        JsonObject result() throws RpcException, SessionRefusedException, InterruptedException;
    }

    Work work(Incoming.Request request) throws RpcException {
        var params = request.params();
        return switch (request.method()) {
            case "initialize" -> new Answered(this::initialized);
            case "session/new" ->
                    new Answered(() -> opened(sessions.open(place(params)), /* named= */ true));
            case "session/load" ->
                    new Answered(
                            () -> {
                                var session = sessions.reopen(run(params), place(params));
                                session.replay();
                                return opened(session, false);
                            });
            case "session/resume" ->
                    new Answered(() -> opened(sessions.reopen(run(params), place(params)), false));
            case "session/list" -> new Answered(() -> listed(params));
            case "session/close" ->
                    new Answered(
                            () -> {
                                sessions.close(text(params, "sessionId"));
                                return JsonObject.EMPTY;
                            });
            case "session/set_mode" ->
                    new Answered(
                            () -> {
                                sessions.require(text(params, "sessionId"))
                                        .choose(text(params, "modeId"));
                                return JsonObject.EMPTY;
                            });
            case "session/prompt" -> {
                var session = sessions.require(text(params, "sessionId"));
                yield new Prompted(session, session.begin(request.id()));
            }
            case "authenticate" ->
                    throw RpcException.invalid(
                            "there is nothing to authenticate here; keys are kept with 'bestcode config key'");
            default ->
                    throw new RpcException(
                            RpcException.NO_METHOD,
                            "there is no method '%s' here"
                                    .formatted(Titles.line(request.method())));
        };
    }

    /// The editor says which version it speaks; if it is another one, it goes.
    private JsonObject initialized() {
        var none = JsonObject.EMPTY;
        return JsonObject.builder()
                .put("protocolVersion", VERSION)
                .put(
                        "agentInfo",
                        JsonObject.builder()
                                .put("name", "bestcode")
                                .put("title", "BestCode")
                                .put("version", version)
                                .build())
                .put(
                        "agentCapabilities",
                        JsonObject.builder()
                                .put("loadSession", true)
                                .put(
                                        "promptCapabilities",
                                        JsonObject.builder()
                                                .put("image", false)
                                                .put("audio", false)
                                                .put("embeddedContext", true)
                                                .build())
                                .put(
                                        "mcpCapabilities",
                                        JsonObject.builder()
                                                .put("http", true)
                                                .put("sse", false)
                                                .build())
                                .put(
                                        "sessionCapabilities",
                                        JsonObject.builder()
                                                .put("list", none)
                                                .put("resume", none)
                                                .put("close", none)
                                                .build())
                                .build())
                .put("authMethods", JsonArray.EMPTY)
                .build();
    }

    private static JsonObject opened(Session session, boolean named) {
        var result = JsonObject.builder();
        if (named) {
            result.put("sessionId", session.id());
        }
        return result.put("modes", session.modes()).build();
    }

    private JsonObject listed(JsonObject params) throws RpcException, SessionRefusedException {
        if (params.string("cursor").isPresent()) {
            throw RpcException.invalid("there is no such cursor; the list has one page");
        }
        var workspace =
                params.string("cwd").isPresent() ? workspace(params) : Path.of("").toAbsolutePath();
        var rows =
                sessions.known(workspace).stream()
                        .limit(Bounds.LISTED_MAX)
                        .map(known -> row(known, workspace))
                        .toList();
        return JsonObject.builder().put("sessions", new JsonArray(rows)).build();
    }

    private static JsonValue row(KnownSession known, Path workspace) {
        var row =
                JsonObject.builder()
                        .put("sessionId", known.run().value())
                        .put("cwd", workspace.toString());
        var title = Titles.line(known.title());
        if (!title.isEmpty()) {
            row.put("title", title);
        }
        return row.put("updatedAt", known.last().toString()).build();
    }

    private static SessionPlace place(JsonObject params) throws RpcException {
        return new SessionPlace(
                workspace(params),
                EditorServers.of(params.array("mcpServers").orElse(JsonArray.EMPTY)));
    }

    private static Path workspace(JsonObject params) throws RpcException {
        var cwd = text(params, "cwd");
        try {
            var path = Path.of(cwd);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw RpcException.invalid(
                "cwd is '%s'; an absolute path is wanted".formatted(Titles.line(cwd)));
    }

    private static RunId run(JsonObject params) throws RpcException {
        var id = text(params, "sessionId");
        try {
            return new RunId(id);
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    RpcException.NOT_FOUND,
                    "there is no session '%s'; 'bestcode runs' lists those of a workspace"
                            .formatted(Titles.line(id)));
        }
    }

    private static String text(JsonObject params, String member) throws RpcException {
        return params.string(member)
                .orElseThrow(
                        () ->
                                RpcException.invalid(
                                        "member '%s' must be a string".formatted(member)));
    }
}
