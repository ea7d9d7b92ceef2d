package dev.bestcode.mcp;

import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;

import reactor.core.publisher.Mono;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// The transport `streamable HTTP`: each message is a POST, sent by a worker of its own that also
/// reads what comes of it, and one more worker listens to what the server says unasked. A stream
/// that ends before the answer it is there for is asked for again, where the server numbers its
/// events. The SDK's transport does not do that.
/// @see "Model Context Protocol, 2025-11-25, Basic: Transports, Streamable HTTP"
final class HttpWire implements McpClientTransport {
    private final String server;
    private final HttpAddress address;
    private final McpJsonMapper mapper;
    private final Inflow inflow;
    private final Set<Object> awaited = ConcurrentHashMap.newKeySet();
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private volatile Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler = mono -> mono;
    private volatile Consumer<McpFailure> broken = _ -> {};
    private volatile boolean greeted;

    HttpWire(String server, HttpAddress address, McpJsonMapper mapper) {
        this.server = server;
        this.address = address;
        this.mapper = mapper;
        this.inflow = new Inflow(server);
    }

    /// @param listener hears why nothing will come any more
    void whenBroken(Consumer<McpFailure> listener) {
        broken = listener;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> client) {
        return Mono.fromRunnable(() -> handler = client);
    }

    /// What a worker does.
    private interface Work {
        void done() throws IOException, McpFailure, InterruptedException;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.create(sink -> work(() -> post(message), sink::success, sink::error));
    }

    private void work(Work what, Runnable done, Consumer<Throwable> failed) {
        var worker =
                Thread.ofVirtual()
                        .name("mcp-http-" + server)
                        .unstarted(
                                () -> {
                                    try {
                                        what.done();
                                        done.run();
                                    } catch (IOException e) {
                                        failed.accept(unreachable(e));
                                    } catch (McpFailure | InterruptedException e) {
                                        failed.accept(e);
                                    } finally {
                                        workers.remove(Thread.currentThread());
                                    }
                                });
        workers.add(worker);
        worker.start();
    }

    private McpFailure unreachable(IOException e) {
        var said = e.getMessage() == null ? "" : " " + e.getMessage();
        return new McpFailure(
                server,
                Kind.UNREACHABLE,
                SafeText.line(e.getClass().getSimpleName() + said, Bounds.SENTENCE_CHARS_MAX),
                e);
    }

    private void post(JSONRPCMessage message) throws IOException, McpFailure, InterruptedException {
        inflow.asked();
        if (message instanceof JSONRPCRequest request) {
            awaited.add(request.id());
            try {
                ask(request);
            } finally {
                awaited.remove(request.id());
            }
            return;
        }
        try (var _ = accepted(address.post(mapper.writeValueAsBytes(message)))) {
            // Its body says nothing.
        }
        if (message instanceof JSONRPCNotification it
                && it.method().equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED)) {
            work(this::listen, () -> {}, this::stopped);
        }
    }

    private void ask(JSONRPCRequest request) throws IOException, McpFailure, InterruptedException {
        var response = address.post(mapper.writeValueAsBytes(request));
        try (var body = accepted(response)) {
            if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                address.begun(response);
            }
            if (HttpAddress.is(HttpAddress.EVENTS, response)) {
                follow(body, request);
            } else if (HttpAddress.is(HttpAddress.JSON, response)) {
                received(WireJson.message(server, mapper, whole(body)));
            } else {
                throw new McpFailure(
                        server,
                        Kind.MALFORMED,
                        "its answer to '%s' is neither JSON nor a stream of events"
                                .formatted(request.method()));
            }
        }
    }

    /// Read until the answer has come, here or elsewhere; on other streams, where one ends before.
    private void follow(InputStream first, JSONRPCRequest request)
            throws IOException, McpFailure, InterruptedException {
        var events = new ServerEvents(inflow);
        if (hasAnswered(first, events, request)) {
            return;
        }
        for (int again = 0; again < Bounds.STREAMS_MAX && events.lastId().isPresent(); again++) {
            Thread.sleep(events.retry()); // which the server asks for
            var response = address.listen(events.lastId());
            try (var body = accepted(response)) {
                if (!HttpAddress.is(HttpAddress.EVENTS, response)
                        || hasAnswered(body, events, request)) {
                    return;
                }
            }
        }
        throw new McpFailure(
                server,
                Kind.ENDED,
                "its stream ended before the answer to '%s'".formatted(request.method()));
    }

    private boolean hasAnswered(InputStream body, ServerEvents events, JSONRPCRequest request)
            throws McpFailure {
        events.begin();
        try {
            for (var text = events.next(body); text.isPresent(); text = events.next(body)) {
                received(WireJson.message(server, mapper, text.get()));
                if (!awaited.contains(request.id())) {
                    return true;
                }
            }
        } catch (IOException _) {
            // It broke, which is an end as well.
        }
        return !awaited.contains(request.id());
    }

    /// Hear what the server says unasked, for as long as it wants that to be heard.
    private void listen() throws IOException, McpFailure, InterruptedException {
        var events = new ServerEvents(inflow);
        for (int stream = 0; stream < Bounds.STREAMS_MAX; stream++) {
            var response = address.listen(events.lastId());
            try (var body = new BufferedInputStream(response.body())) {
                if (response.statusCode() != 200 || !HttpAddress.is(HttpAddress.EVENTS, response)) {
                    return; // many servers have no such stream
                }
                events.begin();
                for (var text = events.next(body); text.isPresent(); text = events.next(body)) {
                    received(WireJson.message(server, mapper, text.get()));
                }
            } catch (IOException _) {
                // It broke, which is an end as well.
            }
            Thread.sleep(events.retry());
        }
    }

    /// Nobody waits for that stream; what breaks the protocol in it breaks the conversation.
    private void stopped(Throwable why) {
        if (why instanceof McpFailure failure && failure.kind() != Kind.UNREACHABLE) {
            broken.accept(failure);
        }
    }

    /// @return the body
    private InputStream accepted(HttpResponse<InputStream> response)
            throws IOException, McpFailure {
        try {
            return address.accepted(response);
        } catch (McpFailure e) {
            if (e.kind() == Kind.ENDED) {
                broken.accept(e);
            }
            throw e;
        }
    }

    private void received(JSONRPCMessage message) {
        if (message instanceof JSONRPCResponse response && response.id() != null) {
            if (!greeted && response.result() instanceof Map<?, ?> greeting) {
                greeted = true;
                protocolVersions().stream()
                        .filter(it -> it.equals(greeting.get("protocolVersion")))
                        .forEach(address::speaks);
            }
            awaited.remove(response.id());
        }
        var _ = handler.apply(Mono.just(message)).subscribe(_ -> {}, _ -> {});
    }

    private String whole(InputStream body) throws IOException, McpFailure {
        var bytes = new ByteArrayOutputStream();
        for (int b = body.read(); b >= 0; b = body.read()) {
            bytes.write(b);
            inflow.came(bytes.size());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    @Override
    public void close() {
        workers.forEach(Thread::interrupt);
        address.end();
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return mapper.convertValue(data, type);
    }
}
