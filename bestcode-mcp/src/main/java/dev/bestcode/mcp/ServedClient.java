package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.Form;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// The client of an [McpService] during one call.
final class ServedClient implements McpOffers.Client {
    private static final TypeRef<Map<String, Object>> MAP = new TypeRef<>() {};

    private final McpAsyncServerExchange exchange;
    private final McpJsonMapper mapper;
    private final Optional<Object> token;
    private final AtomicInteger steps = new AtomicInteger();

    /// @param token of its progress, where it wants to know
    ServedClient(McpAsyncServerExchange exchange, McpJsonMapper mapper, @Nullable Object token) {
        this.exchange = exchange;
        this.mapper = mapper;
        this.token = Optional.ofNullable(token);
    }

    @Override
    public boolean asks() {
        var can = exchange.getClientCapabilities();
        return can != null && can.elicitation() != null;
    }

    @Override
    public Optional<JsonObject> ask(Form form) throws InterruptedException {
        if (!asks()) {
            return Optional.empty();
        }
        try {
            var schema = mapper.readValue(Json.text(form.schema()), MAP);
            var request = new McpSchema.ElicitFormRequest(form.message(), schema, null);
            var answer = exchange.createElicitation(request).toFuture().get();
            return answer.action() == McpSchema.ElicitResult.Action.ACCEPT
                    ? Optional.of(
                            Json.parseObject(
                                    mapper.writeValueAsString(
                                            Optional.ofNullable(answer.content())
                                                    .orElse(Map.of()))))
                    : Optional.empty();
        } catch (ExecutionException | IOException | RuntimeException e) { // then it cannot ask
            return Optional.empty();
        }
    }

    @Override
    public void progress(String words) {
        token.filter(_ -> steps.get() < Bounds.STEPS_MAX)
                .ifPresent(
                        it -> {
                            var note =
                                    McpSchema.ProgressNotification.builder(
                                                    it, steps.incrementAndGet())
                                            .message(
                                                    SafeText.line(words, Bounds.SENTENCE_CHARS_MAX))
                                            .build();
                            var _ = exchange.progressNotification(note).subscribe(_ -> {}, _ -> {});
                        });
    }
}
