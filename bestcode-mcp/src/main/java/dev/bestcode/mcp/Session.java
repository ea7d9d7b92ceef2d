package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.WasmSpec.Variable;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.api.tool.ToolServerPlace.Caller;
import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One conversation with one server. Calls may run side by side; closed once.
final class Session implements AutoCloseable {
    private static final TypeRef<Map<String, Object>> MAP = new TypeRef<>() {};

    private final String server;
    private final McpSpec spec;
    private final McpJsonMapper mapper;
    private final Wire wire;
    private final McpAsyncClient client;

    private Session(String server, McpSpec spec, McpJsonMapper mapper, Wire wire) {
        this.server = server;
        this.spec = spec;
        this.mapper = mapper;
        this.wire = wire;
        this.client =
                McpClient.async(wire)
                        .clientInfo(McpSchema.Implementation.builder("bestcode", "1").build())
                        .initializationTimeout(longest())
                        .requestTimeout(longest())
                        .jsonSchemaValidator(
                                // Ours says the same of every schema, and where.
                                (_, _) -> JsonSchemaValidator.ValidationResponse.asValid(""))
                        .build();
    }

    /// Start the server, or reach it, and greet it.
    static Session open(ListenerSpec listener, ToolServerPlace place, Caller caller)
            throws McpFailure, InterruptedException {
        var spec = listener.mcp().orElseThrow();
        var server = listener.name();
        var mapper = new WireJson();
        var session =
                switch (spec.transport()) {
                    case McpSpec.Command command -> {
                        var program = program(server, command, place, caller, mapper);
                        var wire = new Wire(server, program);
                        program.whenBroken(wire::breakWith);
                        yield new Session(server, spec, mapper, wire);
                    }
                    case McpSpec.Http http ->
                            new Session(
                                    server,
                                    spec,
                                    mapper,
                                    new Wire(server, http(server, spec, http, place, mapper)));
                };
        try {
            session.greet();
            return session;
        } catch (McpFailure | InterruptedException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static ProgramWire program(
            String server,
            McpSpec.Command command,
            ToolServerPlace place,
            Caller caller,
            McpJsonMapper mapper)
            throws McpFailure {
        try {
            var child = place.start(command.words(), values(command.env(), place), caller);
            return new ProgramWire(server, child, mapper);
        } catch (SandboxException e) {
            throw new McpFailure(server, Kind.UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static McpClientTransport http(
            String server,
            McpSpec spec,
            McpSpec.Http http,
            ToolServerPlace place,
            McpJsonMapper mapper) {
        var request = HttpRequest.newBuilder();
        values(http.headers(), place).forEach(request::header);
        request.timeout(Duration.ofSeconds(Math.max(1, spec.limits().callSeconds())));
        return HttpClientStreamableHttpTransport.builder(http.url().toString())
                .endpoint(http.url().toString())
                .clientBuilder(new GivenClient(place.client(server, http.url())))
                .requestBuilder(request)
                .jsonMapper(mapper)
                .maxResponseSize(Bounds.MESSAGE_BYTES_MAX)
                .build();
    }

    private static Map<String, String> values(
            Map<String, Variable> variables, ToolServerPlace place) {
        var values = new LinkedHashMap<String, String>();
        variables.forEach(
                (name, variable) ->
                        values.put(
                                name,
                                switch (variable) {
                                    case Variable.Literal(var value) -> value;
                                    case Variable.FromEnvironment(var ours) -> place.variable(ours);
                                }));
        return values;
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
        var _ = ask(client.initialize(), startTime(), "greeting it");
    }

    /// Why it can be used no more; empty while it can.
    boolean isBroken() {
        return wire.broken().isPresent();
    }

    /// Whether it said that its tools are others now.
    boolean takeToolsChanged() {
        return wire.takeToolsChanged();
    }

    /// Its tools as it lists them.
    Listing list() throws McpFailure, InterruptedException {
        var listed = new ArrayList<McpSchema.Tool>();
        var end = System.nanoTime() + startTime().toNanos();
        var cursor = McpSchema.FIRST_PAGE;
        for (int page = 0; page < Bounds.PAGES_MAX; page++) {
            var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            var answer = ask(client.listTools(cursor), left, "listing its tools");
            if (answer.tools() != null) {
                listed.addAll(answer.tools());
            }
            cursor = answer.nextCursor();
            if (cursor == null || cursor.isEmpty()) {
                return Listing.of(listed, mapper);
            }
            if (listed.size() > Bounds.LISTED_MAX) {
                break;
            }
        }
        throw new McpFailure(
                server,
                Kind.FLOODED,
                "its list of tools does not end after %,d tools".formatted(listed.size()));
    }

    /// @param progress hears what the server says of how far it is
    McpSchema.CallToolResult call(String tool, JsonObject arguments, Consumer<String> progress)
            throws McpFailure, InterruptedException {
        var token = UUID.randomUUID().toString();
        var request =
                new McpSchema.CallToolRequest(
                        tool, map(arguments), Map.of(Wire.PROGRESS_TOKEN, token));
        wire.follow(token, params -> progress.accept(words(params)));
        try {
            return ask(client.callTool(request), callTime(), "calling '" + tool + "'");
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

    private <T> T ask(Mono<T> request, Duration limit, String what)
            throws McpFailure, InterruptedException {
        var future = request.toFuture();
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw wire.broken()
                    .orElseGet(
                            () ->
                                    new McpFailure(
                                            server,
                                            Kind.SILENT,
                                            "%s took more than %s".formatted(what, words(limit)),
                                            e));
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (CancellationException e) {
            throw new McpFailure(server, Kind.ENDED, "the conversation was ended", e);
        } catch (ExecutionException e) {
            throw failure(what, e);
        }
    }

    private static String words(Duration limit) {
        long millis = limit.toMillis();
        return millis >= 1000 ? millis / 1000 + " s" : millis + " ms";
    }

    private McpFailure failure(String what, ExecutionException e) {
        if (wire.broken().isPresent()) {
            return wire.broken().get();
        }
        var causes = new ArrayList<Throwable>();
        for (Throwable at = e.getCause(); at != null && causes.size() < 16; at = at.getCause()) {
            causes.add(at);
        }
        for (var cause : causes) {
            if (cause instanceof McpFailure ours) {
                return ours;
            }
            if (cause instanceof McpError error) {
                return new McpFailure(
                        server,
                        Kind.REFUSED,
                        SafeText.of(String.valueOf(error.getMessage()), Bounds.SENTENCE_CHARS_MAX),
                        e);
            }
        }
        var root = causes.isEmpty() ? e : causes.getLast();
        boolean unreadable =
                causes.stream()
                        .anyMatch(
                                cause ->
                                        cause instanceof IllegalArgumentException
                                                || cause.getClass()
                                                        .getName()
                                                        .startsWith("tools.jackson"));
        var said = SafeText.line(String.valueOf(root.getMessage()), Bounds.SENTENCE_CHARS_MAX);
        return new McpFailure(
                server,
                unreadable ? Kind.MALFORMED : Kind.UNREACHABLE,
                "%s: %s %s".formatted(what, root.getClass().getSimpleName(), said),
                e);
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
