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

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A server's tool, or one that stands for its resources or prompts. What the server says of its
/// effects is a hint that nothing follows from.
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
        return Duration.ofSeconds((long) limits.startSeconds() * 2 + limits.callSeconds())
                .plus(Bounds.PERSON_WAIT);
    }

    /// The server's own host, and what the address of a resource names.
    @Override
    public List<Source> readsFrom(JsonObject arguments) {
        var sources = new ArrayList<Source>();
        if (spec.transport() instanceof McpSpec.Http(var url, _)) {
            sources.add(Source.network(url.getHost()));
        }
        if (said.kind() == Definition.Kind.READ_RESOURCE) {
            arguments.string("uri").flatMap(McpTool::place).ifPresent(sources::add);
        }
        return sources;
    }

    private static Optional<Source> place(String uri) {
        try {
            var named = new URI(uri);
            var scheme = Optional.ofNullable(named.getScheme()).orElse("");
            if (scheme.equals("file")) {
                return Optional.ofNullable(named.getPath())
                        .filter(path -> !path.isEmpty())
                        .map(Source::file);
            }
            return scheme.startsWith("http")
                    ? Optional.ofNullable(named.getHost()).map(Source::network)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
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
        var arguments = call.arguments();
        Consumer<String> progress =
                words -> call.progress().accept(new Progress.Output(words + "\n"));
        int bytesMax = spec.limits().resultKib() * KIB;
        var result = new Result(server.name(), bytesMax, session.mapper());
        return switch (said.kind()) {
            case TOOL ->
                    result.of(
                            session.call(
                                    said.name(), arguments, progress, call.person(), result::note),
                            said,
                            validator);
            case LIST_RESOURCES ->
                    Lines.from(arguments, bytesMax)
                            .of(
                                    Lines.ofResources(
                                            session.listResources(), session.listTemplates()));
            case READ_RESOURCE -> result.of(session.read(arguments.requireString("uri"), progress));
            case LIST_PROMPTS ->
                    Lines.from(arguments, bytesMax).of(Lines.ofPrompts(session.listPrompts()));
            case GET_PROMPT ->
                    result.of(
                            session.prompt(
                                    arguments.requireString("name"),
                                    arguments.object("arguments").orElse(JsonObject.EMPTY),
                                    progress));
        };
    }
}
