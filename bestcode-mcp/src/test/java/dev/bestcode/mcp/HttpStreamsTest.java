package dev.bestcode.mcp;

import static dev.bestcode.mcp.FakeServer.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPins;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Streams of events that end before the answer, and what a server of streamable HTTP is told with
/// each request.
@Timeout(120)
class HttpStreamsTest {
    private static final String GREETING =
            "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"web\",\"version\":\"1\"}}";
    private static final String TOOLS =
            "{\"tools\":[{\"name\":\"add\",\"description\":\"Adds\",\"inputSchema\":{\"type\":\"object\"}}]}";
    private static final String ADDED =
            "{\"content\":[{\"type\":\"text\",\"text\":\"it was added\"}]}";

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /// What the streams say, one after the other: that of a call, and those that it is asked for
    /// again on.
    private final Deque<String> streams = new ArrayDeque<>();

    private final McpServers servers = McpServers.pinning(ToolPins.inMemory(), _ -> {});
    private final FakeServer place = new FakeServer();
    private final HttpServer http = server();
    private volatile String callId = "";

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError("no port of the loopback interface", e);
        }
    }

    @BeforeEach
    void start() {
        http.createContext("/mcp", this::answer);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
    }

    @AfterEach
    void close() {
        servers.close();
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders();
        var asked =
                bytes.length == 0
                        ? JsonObject.EMPTY
                        : Json.parseObject(new String(bytes, StandardCharsets.UTF_8));
        var method = asked.string("method").orElse("");
        requests.add(
                "%s %s, conversation %s, version %s, after %s"
                        .formatted(
                                exchange.getRequestMethod(),
                                method,
                                headers.getFirst("Mcp-Session-Id"),
                                headers.getFirst("Mcp-Protocol-Version"),
                                headers.getFirst("Last-Event-Id")));
        var id = asked.get("id").map(Json::text).orElse("");
        switch (method) {
            case "initialize" -> {
                exchange.getResponseHeaders().add("Mcp-Session-Id", "c-1");
                reply(exchange, "application/json", result(id, GREETING));
            }
            case "tools/list" -> reply(exchange, "application/json", result(id, TOOLS));
            case "tools/call" -> {
                callId = id;
                reply(exchange, "text/event-stream", stream());
            }
            default -> {
                if (headers.getFirst("Last-Event-Id") != null) {
                    reply(exchange, "text/event-stream", stream());
                } else {
                    exchange.sendResponseHeaders(
                            exchange.getRequestMethod().equals("GET") ? 405 : 202, -1);
                    exchange.close();
                }
            }
        }
    }

    private String stream() {
        synchronized (streams) {
            return streams.remove().replace("ANSWER", result(callId, ADDED));
        }
    }

    private static String result(String id, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(id, result);
    }

    private static void reply(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ToolOutcome calledWith(String... said) throws InterruptedException {
        streams.addAll(List.of(said));
        var url = URI.create("http://127.0.0.1:%d/mcp".formatted(http.getAddress().getPort()));
        var listener =
                ListenerSpec.server(
                        "web",
                        "A server",
                        new McpSpec(
                                new McpSpec.Http(url, Map.of()),
                                Optional.empty(),
                                List.of(),
                                new McpSpec.Limits(60, 60, 50, 128)));
        return servers.offers(listener, place).getFirst().tool().call(call("r", "x"));
    }

    @Test
    void streamThatEndsBeforeTheAnswerIsAskedForAgainFromWhereItWas() throws Exception {
        var outcome =
                calledWith(
                        "id: 7\nretry: 100\ndata:\n\n",
                        "id: 8\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{}}\n\n",
                        ": still busy\r\n\r\ndata: ANSWER\r\n\r\n");

        assertThat(outcome.error()).as(outcome.text()).isFalse();
        assertThat(outcome.text()).contains("it was added");
        assertThat(requests)
                .filteredOn(line -> line.startsWith("GET") && !line.endsWith("null"))
                .containsExactly(
                        "GET , conversation c-1, version 2025-06-18, after 7",
                        "GET , conversation c-1, version 2025-06-18, after 8");
    }

    @Test
    void streamThatCannotBeAskedForAgainIsATypedErrorAtOnce() throws Exception {
        var outcome =
                calledWith("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\n");

        assertThat(outcome.error()).isTrue();
        assertThat(outcome.text())
                .contains("server 'web' ended: its stream ended before the answer");
    }

    @Test
    void dataOfSeveralLinesIsOneMessageAndOtherEventsArePassedOver() throws Exception {
        var outcome =
                calledWith("event: ping\ndata: nothing\n\nevent: message\ndata:\ndata: ANSWER\n\n");

        assertThat(outcome.error()).as(outcome.text()).isFalse();
    }

    @Test
    void whatIsNoMessageAndWhatIsTooLargeAreTypedErrors() throws Exception {
        assertThat(calledWith("data: {\"jsonrpc\":\n\n").text()).contains("cannot be read");
        assertThat(calledWith("data: " + "x".repeat(Bounds.MESSAGE_BYTES_MAX + 1)).text())
                .contains("sent too much");
    }

    @Test
    void conversationIsNamedInEachRequestAndEndedWithTheRun() throws Exception {
        var _ = calledWith("data: ANSWER\n\n");
        servers.close();

        assertThat(requests.getFirst())
                .isEqualTo("POST initialize, conversation null, version null, after null");
        assertThat(requests)
                .contains("POST tools/call, conversation c-1, version 2025-06-18, after null")
                .last()
                .isEqualTo("DELETE , conversation c-1, version 2025-06-18, after null");
    }
}
