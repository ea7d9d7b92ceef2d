package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.tool.Person;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.api.tool.ToolServerPlace.Caller;
import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/// One conversation with one server. Calls may run side by side; closed once.
final class Session implements AutoCloseable {
    private static final TypeRef<Map<String, Object>> MAP = new TypeRef<>() {};

    private final String server;
    private final McpSpec spec;
    private final McpJsonMapper mapper;
    private final Wire wire;
    private final Inquiries inquiries;
    private final Replies replies;
    private final McpAsyncClient client;

    private Session(
            String server, McpSpec spec, ToolServerPlace place, McpJsonMapper mapper, Wire wire) {
        this.server = server;
        this.spec = spec;
        this.mapper = mapper;
        this.wire = wire;
        this.inquiries = new Inquiries(server, place, mapper);
        this.replies = new Replies(server, wire);
        var roots = roots(spec, place);
        var can = McpSchema.ClientCapabilities.builder().elicitation(true, false);
        this.client =
                McpClient.async(wire)
                        .clientInfo(McpSchema.Implementation.builder("bestcode", "1").build())
                        .capabilities((roots.isEmpty() ? can : can.roots(false)).build())
                        .roots(roots)
                        .elicitation(inquiries::answer)
                        .initializationTimeout(longest())
                        .requestTimeout(longest())
                        .jsonSchemaValidator(
                                // Ours says the same of every schema, and where.
                                (_, _) -> JsonSchemaValidator.ValidationResponse.asValid(""))
                        .build();
    }

    /// The workspace, for a program that works in it. Elsewhere its path helps nobody, and tells.
    private static List<McpSchema.Root> roots(McpSpec spec, ToolServerPlace place) {
        return switch (spec.transport()) {
            case McpSpec.Command _ ->
                    place.workspace().stream()
                            .map(
                                    folder ->
                                            new McpSchema.Root(
                                                    folder.toUri().toString(), "workspace"))
                            .toList();
            case McpSpec.Http _ -> List.of();
        };
    }

    /// Start the server, or reach it, and greet it.
    static Session open(ListenerSpec listener, ToolServerPlace place, Caller caller)
            throws McpFailure, InterruptedException {
        var mapper = new WireJson();
        var session =
                new Session(
                        listener.name(),
                        listener.mcp().orElseThrow(),
                        place,
                        mapper,
                        Wires.to(listener, place, caller, mapper));
        try {
            session.greet();
            return session;
        } catch (McpFailure | InterruptedException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private Duration startTime() {
        return Duration.ofSeconds(Math.max(1, spec.limits().startSeconds()));
    }

    private Duration callTime() {
        return Duration.ofSeconds(spec.limits().callSeconds());
    }

    /// The SDK has one time for all requests; ours are shorter.
    private Duration longest() {
        return Duration.ofSeconds(McpSpec.Limits.SECONDS_MAX).plusSeconds(60);
    }

    private void greet() throws McpFailure, InterruptedException {
        var _ = replies.of(client.initialize(), startTime(), "greeting it");
    }

    /// Why it can be used no more; empty while it can.
    boolean isBroken() {
        return wire.broken().isPresent();
    }

    /// Whether it said that its tools are others now.
    boolean takeToolsChanged() {
        return wire.takeToolsChanged();
    }

    /// Its tools as it lists them, and those that stand for what it has besides.
    Listing list() throws McpFailure, InterruptedException {
        var can = client.getServerCapabilities();
        var tools =
                can.tools() == null
                        ? List.<McpSchema.Tool>of()
                        : pages(
                                "tools",
                                startTime(),
                                client::listTools,
                                McpSchema.ListToolsResult::tools,
                                McpSchema.ListToolsResult::nextCursor);
        return OwnTools.added(Listing.of(tools, mapper), can);
    }

    /// Its prompts; none where it says that it has none.
    List<McpSchema.Prompt> listPrompts() throws McpFailure, InterruptedException {
        return client.getServerCapabilities().prompts() == null
                ? List.of()
                : pages(
                        "prompts",
                        callTime(),
                        client::listPrompts,
                        McpSchema.ListPromptsResult::prompts,
                        McpSchema.ListPromptsResult::nextCursor);
    }

    List<McpSchema.Resource> listResources() throws McpFailure, InterruptedException {
        return pages(
                "resources",
                callTime(),
                client::listResources,
                McpSchema.ListResourcesResult::resources,
                McpSchema.ListResourcesResult::nextCursor);
    }

    /// Its patterns of addresses; none where it does not know the request, as many do not.
    List<McpSchema.ResourceTemplate> listTemplates() throws McpFailure, InterruptedException {
        try {
            return pages(
                    "resource templates",
                    callTime(),
                    client::listResourceTemplates,
                    McpSchema.ListResourceTemplatesResult::resourceTemplates,
                    McpSchema.ListResourceTemplatesResult::nextCursor);
        } catch (McpFailure e) {
            if (e.kind() == Kind.REFUSED) {
                return List.of();
            }
            throw e;
        }
    }

    private <R, T> List<T> pages(
            String what,
            Duration limit,
            Function<@Nullable String, Mono<R>> page,
            Function<R, @Nullable List<T>> items,
            Function<R, @Nullable String> next)
            throws McpFailure, InterruptedException {
        var listed = new ArrayList<T>();
        var end = System.nanoTime() + limit.toNanos();
        var cursor = McpSchema.FIRST_PAGE;
        for (int number = 0; number < Bounds.PAGES_MAX; number++) {
            var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            var answer = replies.of(page.apply(cursor), left, "listing its " + what);
            Optional.ofNullable(items.apply(answer)).ifPresent(listed::addAll);
            cursor = next.apply(answer);
            if (cursor == null || cursor.isEmpty()) {
                return listed;
            }
            if (listed.size() > Bounds.LISTED_MAX) {
                break;
            }
        }
        throw new McpFailure(
                server,
                Kind.FLOODED,
                "its list of %s does not end after %,d of them".formatted(what, listed.size()));
    }

    /// @param progress hears what the server says of how far it is
    /// @param person whoever it may ask meanwhile
    /// @param notes hears what the model should know of that
    McpSchema.CallToolResult call(
            String tool,
            JsonObject arguments,
            Consumer<String> progress,
            Person person,
            Consumer<String> notes)
            throws McpFailure, InterruptedException {
        try (var inquiry = inquiries.begin(person)) {
            var answer =
                    followed(
                            meta ->
                                    client.callTool(
                                            new McpSchema.CallToolRequest(
                                                    tool, map(arguments), meta)),
                            "calling '" + tool + "'",
                            progress,
                            inquiry);
            inquiry.notes().forEach(notes);
            return answer;
        }
    }

    McpSchema.ReadResourceResult read(String uri, Consumer<String> progress)
            throws McpFailure, InterruptedException {
        return followed(
                meta -> client.readResource(new McpSchema.ReadResourceRequest(uri, meta)),
                "reading a resource",
                progress,
                () -> 0);
    }

    McpSchema.GetPromptResult prompt(String name, JsonObject arguments, Consumer<String> progress)
            throws McpFailure, InterruptedException {
        return followed(
                meta ->
                        client.getPrompt(
                                new McpSchema.GetPromptRequest(name, map(arguments), meta)),
                "getting a prompt",
                progress,
                () -> 0);
    }

    private <T> T followed(
            Function<Map<String, Object>, Mono<T>> request,
            String what,
            Consumer<String> progress,
            Waiting waiting)
            throws McpFailure, InterruptedException {
        var token = UUID.randomUUID().toString();
        wire.follow(token, params -> progress.accept(words(params)));
        try {
            return replies.of(
                    request.apply(Map.of(Wire.PROGRESS_TOKEN, token)), callTime(), what, waiting);
        } catch (InterruptedException e) {
            wire.cancel(token, "the run was stopped");
            throw e;
        } catch (McpFailure e) {
            if (e.kind() == Kind.SILENT) {
                wire.cancel(token, "nobody waits any more");
            }
            throw e;
        } finally {
            wire.unfollow(token);
        }
    }

    private static String words(Map<?, ?> params) {
        var of = Optional.ofNullable(params.get("total")).map(total -> " of " + total).orElse("");
        var said = Optional.ofNullable(params.get("message")).map(it -> ": " + it).orElse("");
        return SafeText.line(
                "%s%s%s".formatted(params.get("progress"), of, said), Bounds.SENTENCE_CHARS_MAX);
    }

    private Map<String, Object> map(JsonObject arguments) {
        try {
            return mapper.readValue(Json.text(arguments), MAP);
        } catch (IOException e) {
            throw new IllegalArgumentException("admitted arguments cannot be read again", e);
        }
    }

    McpJsonMapper mapper() {
        return mapper;
    }

    /// Calls that are under way fail.
    @Override
    public void close() {
        wire.breakWith(new McpFailure(server, Kind.ENDED, "the conversation was ended"));
        var closing = wire.closeGracefully().toFuture();
        try {
            closing.get(Bounds.GRACE.multipliedBy(3).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // A server that does not hear of it finds out by itself; a program was ended.
        }
    }
}
