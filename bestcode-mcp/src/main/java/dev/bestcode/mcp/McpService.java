package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.tool.ToolOutcome;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Serves tools to one client over two streams, a message a line.
/// @see "Model Context Protocol, 2025-11-25, Server Features: Tools; Basic: Transports, stdio"
public final class McpService implements AutoCloseable {
    /// A client that asks for more at once is told so.
    private static final int CALLS_MAX = 32;

    private final McpOffers offers;
    private final WireJson mapper = new WireJson();
    private final Semaphore places = new Semaphore(CALLS_MAX);
    private final Set<Thread> calls = ConcurrentHashMap.newKeySet();
    private final MessageLines input;
    private final McpAsyncServer server;

    private McpService(McpOffers offers, InputStream input, OutputStream output) {
        this.offers = offers;
        this.input = new MessageLines(input, mapper);
        var tools = new ArrayList<AsyncToolSpecification>();
        offers.tools().forEach(tool -> tools.add(specification(tool)));
        this.server =
                McpServer.async(new StdioServerTransportProvider(mapper, this.input, output))
                        .serverInfo("bestcode", "1")
                        .jsonMapper(mapper)
                        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
                        .requestTimeout(Bounds.PERSON_WAIT)
                        .validateToolInputs(false) // admission says the same, and where
                        .jsonSchemaValidator(
                                (_, _) -> JsonSchemaValidator.ValidationResponse.asValid(""))
                        .tools(tools)
                        .build();
    }

    /// Begin to answer; everything else on the output would break the conversation.
    public static McpService over(InputStream input, OutputStream output, McpOffers offers) {
        return new McpService(offers, input, output);
    }

    /// Wait until the client ends the input, or says what is no message of the protocol. Calls that
    /// are under way then are interrupted.
    /// @return what was no message; empty when the client has ended the input
    public Optional<String> awaitEnd() throws InterruptedException {
        var problem = input.awaitEnd();
        calls.forEach(Thread::interrupt);
        for (var call : calls) {
            call.join();
        }
        return problem;
    }

    private AsyncToolSpecification specification(McpOffers.Tool tool) {
        var descriptor = tool.descriptor();
        return AsyncToolSpecification.builder()
                .tool(
                        McpSchema.Tool.builder(
                                        descriptor.name(),
                                        mapper,
                                        Json.text(descriptor.inputSchema()))
                                .description(descriptor.description())
                                .annotations(
                                        McpSchema.ToolAnnotations.builder()
                                                .readOnlyHint(tool.pure())
                                                .build())
                                .build())
                .callHandler((exchange, request) -> called(exchange, request))
                .build();
    }

    /// On a worker of its own, so that the next message is read meanwhile.
    private Mono<McpSchema.CallToolResult> called(
            McpAsyncServerExchange exchange, McpSchema.CallToolRequest request) {
        return Mono.create(
                sink -> {
                    var worker =
                            Thread.ofVirtual()
                                    .name("mcp-call")
                                    .unstarted(
                                            () -> {
                                                try {
                                                    sink.success(result(exchange, request));
                                                } finally {
                                                    calls.remove(Thread.currentThread());
                                                }
                                            });
                    sink.onCancel(worker::interrupt);
                    calls.add(worker);
                    worker.start();
                });
    }

    private McpSchema.CallToolResult result(
            McpAsyncServerExchange exchange, McpSchema.CallToolRequest request) {
        if (!places.tryAcquire()) {
            return said(
                    ToolOutcome.failed(
                            "%d calls are under way, and no more may at once; wait for one"
                                    .formatted(CALLS_MAX)));
        }
        try {
            var arguments =
                    Json.parseObject(
                            mapper.writeValueAsString(
                                    request.arguments() == null ? Map.of() : request.arguments()));
            return said(
                    offers.call(
                            request.name(),
                            arguments,
                            new ServedClient(exchange, mapper, request.progressToken())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return said(ToolOutcome.failed("the call was stopped"));
        } catch (IOException | RuntimeException e) {
            return said(ToolOutcome.failed(String.valueOf(e.getMessage())));
        } finally {
            places.release();
        }
    }

    private static McpSchema.CallToolResult said(ToolOutcome outcome) {
        var content = new ArrayList<McpSchema.Content>();
        for (var block : outcome.content()) {
            switch (block) {
                case ContentBlock.Text(var text) ->
                        content.add(McpSchema.TextContent.builder(text).build());
                case ContentBlock.Image(var type, var base64) ->
                        content.add(McpSchema.ImageContent.builder(base64, type).build());
                case ContentBlock other ->
                        content.add(
                                McpSchema.TextContent.builder(
                                                "[%s, not shown]"
                                                        .formatted(
                                                                other.getClass().getSimpleName()))
                                        .build());
            }
        }
        return McpSchema.CallToolResult.builder(content).isError(outcome.error()).build();
    }

    @Override
    public void close() {
        server.close();
    }
}
