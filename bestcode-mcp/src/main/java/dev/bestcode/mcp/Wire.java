package dev.bestcode.mcp;

import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/// Stands between the SDK's client and a transport, and holds a server to what it was asked: an
/// answer that nobody waits for ends the conversation, and so does a flood. When it ends, whoever
/// waits hears why at once; the SDK would let them wait for their time to be up.
final class Wire implements McpClientTransport {
    static final String PROGRESS_TOKEN = "progressToken";

    private final String server;
    private final McpClientTransport inner;
    private final Map<Object, JSONRPCRequest> asked = new ConcurrentHashMap<>();
    private final Map<Object, Consumer<Map<?, ?>>> progress = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable McpFailure> broken = new AtomicReference<>();
    private final AtomicInteger messages = new AtomicInteger();
    private volatile Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler = mono -> mono;
    private volatile boolean toolsChanged;

    Wire(String server, McpClientTransport inner) {
        this.server = server;
        this.inner = inner;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> client) {
        handler = client;
        return inner.connect(mono -> mono.flatMap(this::received));
    }

    private Mono<JSONRPCMessage> received(JSONRPCMessage message) {
        if (messages.incrementAndGet() > Bounds.MESSAGES_BETWEEN_REQUESTS_MAX) {
            breakWith(
                    new McpFailure(
                            server,
                            Kind.FLOODED,
                            "more than %,d messages since it was last asked something"
                                    .formatted(Bounds.MESSAGES_BETWEEN_REQUESTS_MAX)));
            return Mono.empty();
        }
        if (message instanceof JSONRPCNotification notification) {
            noted(notification);
            return Mono.empty();
        }
        if (message instanceof JSONRPCResponse response
                && (response.id() == null || asked.remove(response.id()) == null)) {
            breakWith(
                    new McpFailure(
                            server,
                            Kind.WRONG_ANSWER,
                            "an answer with the id %s"
                                    .formatted(SafeText.line(String.valueOf(response.id()), 100))));
            return Mono.empty();
        }
        return handler.apply(Mono.just(message));
    }

    private void noted(JSONRPCNotification notification) {
        switch (notification.method()) {
            case McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED -> toolsChanged = true;
            case McpSchema.METHOD_NOTIFICATION_PROGRESS -> {
                if (notification.params() instanceof Map<?, ?> params) {
                    Optional.ofNullable(params.get(PROGRESS_TOKEN))
                            .flatMap(token -> Optional.ofNullable(progress.get(token)))
                            .ifPresent(listener -> listener.accept(params));
                }
            }
            default -> {
                // Log messages, resources and prompts: nothing here acts on them.
            }
        }
    }

    /// Let a call's progress be heard until it has been answered.
    void follow(String token, Consumer<Map<?, ?>> listener) {
        progress.put(token, listener);
    }

    void unfollow(String token) {
        progress.remove(token);
    }

    /// Tell the server that nobody waits for a call any more.
    /// @param token of its progress
    void cancel(String token, String reason) {
        asked.values().stream()
                .filter(request -> isOf(request, token))
                .findFirst()
                .ifPresent(
                        request -> {
                            var params = Map.of("requestId", request.id(), "reason", reason);
                            var _ =
                                    inner.sendMessage(
                                                    new JSONRPCNotification(
                                                            "notifications/cancelled", params))
                                            .subscribe(_ -> {}, _ -> {});
                        });
    }

    private static boolean isOf(JSONRPCRequest request, String token) {
        return request.params() instanceof McpSchema.Request asked
                && asked.meta() != null
                && token.equals(asked.meta().get(PROGRESS_TOKEN));
    }

    /// Whether it said that it has other tools now. Asked once, then it is as if it had not.
    boolean takeToolsChanged() {
        boolean changed = toolsChanged;
        toolsChanged = false;
        return changed;
    }

    /// Why nothing will come any more.
    Optional<McpFailure> broken() {
        return Optional.ofNullable(broken.get());
    }

    /// End the conversation; the first reason counts.
    void breakWith(McpFailure failure) {
        if (!broken.compareAndSet(null, failure)) {
            return;
        }
        var error =
                new JSONRPCResponse.JSONRPCError(
                        McpSchema.ErrorCodes.INTERNAL_ERROR, failure.words(), null);
        for (var id : List.copyOf(asked.keySet())) {
            if (asked.remove(id) != null) {
                JSONRPCMessage answer = JSONRPCResponse.error(id, error);
                var _ = handler.apply(Mono.just(answer)).subscribe(_ -> {}, _ -> {});
            }
        }
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.defer(
                () -> {
                    var reason = broken();
                    if (reason.isPresent()) {
                        return Mono.error(reason.get());
                    }
                    if (message instanceof JSONRPCRequest request) {
                        messages.set(0);
                        asked.put(request.id(), request);
                    }
                    return inner.sendMessage(message);
                });
    }

    @Override
    public void setExceptionHandler(Consumer<Throwable> listener) {
        inner.setExceptionHandler(listener);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return inner.closeGracefully();
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return inner.unmarshalFrom(data, type);
    }

    @Override
    public List<String> protocolVersions() {
        return inner.protocolVersions();
    }
}
