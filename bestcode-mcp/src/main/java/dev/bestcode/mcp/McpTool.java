package dev.bestcode.mcp;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A server's tool. What the server says of its effects is a hint that nothing follows from.
final class McpTool implements ToolPeer {
    private static final int KIB = 1024;

    private final ListenerSpec server;
    private final McpSpec spec;
    private final Definition said;
    private final ToolDescriptor descriptor;
    private final Sessions sessions;
    private final SchemaValidator validator;
    private final Optional<String> change;

    /// @param change what is other than when it was pinned, for whoever is asked
    McpTool(
            ListenerSpec server,
            Definition said,
            ToolDescriptor descriptor,
            Sessions sessions,
            SchemaValidator validator,
            Optional<String> change) {
        this.server = server;
        this.spec = server.mcp().orElseThrow();
        this.said = said;
        this.descriptor = descriptor;
        this.sessions = sessions;
        this.validator = validator;
        this.change = change;
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Effect effect() {
        return spec.pure().contains(said.name()) ? Effect.PURE : Effect.OPAQUE;
    }

    @Override
    public Duration timeLimit() {
        var limits = spec.limits();
        return Duration.ofSeconds((long) limits.startSeconds() * 2 + limits.callSeconds());
    }

    @Override
    public List<Source> readsFrom(JsonObject arguments) {
        return switch (spec.transport()) {
            case McpSpec.Command _ -> List.of();
            case McpSpec.Http(var url, _) -> List.of(Source.network(url.getHost()));
        };
    }

    /// The change is part of the question, so that an answer for good is one for these words.
    @Override
    public ToolPreview preview(ToolCall call) {
        return change.map(ToolPreview::ofProblem).orElse(ToolPreview.NONE);
    }

    @Override
    public ToolOutcome call(ToolCall call) throws InterruptedException {
        try {
            return sessions.use(call, said, session -> outcome(session, call));
        } catch (McpFailure failure) {
            return ToolOutcome.failed(failure.words());
        }
    }

    private ToolOutcome outcome(Session session, ToolCall call)
            throws McpFailure, InterruptedException {
        var answer =
                session.call(
                        said.name(),
                        call.arguments(),
                        words -> call.progress().accept(new Progress.Output(words + "\n")));
        return new Result(server.name(), spec.limits().resultKib() * KIB, session.mapper())
                .of(answer, said, validator);
    }
}
