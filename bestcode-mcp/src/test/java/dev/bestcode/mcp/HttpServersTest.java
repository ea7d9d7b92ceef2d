package dev.bestcode.mcp;

import static dev.bestcode.mcp.FakeServer.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.WasmSpec.Variable;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPins;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Servers that are spoken to by streamable HTTP.
@Timeout(120)
class HttpServersTest {
    /// How a request is answered: both ways are the protocol's.
    private enum Form {
        JSON,
        EVENTS
    }

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final McpServers servers = McpServers.pinning(ToolPins.inMemory(), told::add);
    private final FakeServer place = new FakeServer();
    private volatile Form form = Form.JSON;
    private volatile int status = 200;
    private HttpServer http = server();

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
        place.environment.put("NOTES_KEY", "secret");
    }

    @AfterEach
    void close() {
        servers.close();
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!exchange.getRequestMethod().equals("POST")) {
            reply(exchange, 405, "text/plain", "");
            return;
        }
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")));
        var request = Json.parseObject(body);
        var result = result(request);
        if (status != 200) {
            reply(exchange, status, "text/plain", "out of order");
        } else if (result.isEmpty()) {
            reply(exchange, 202, "text/plain", "");
        } else {
            var json =
                    "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
                            .formatted(Json.text(request.get("id").orElseThrow()), result.get());
            switch (form) {
                case JSON -> reply(exchange, 200, "application/json", json);
                case EVENTS ->
                        reply(
                                exchange,
                                200,
                                "text/event-stream",
                                "event: message\ndata: " + json + "\n\n");
            }
        }
    }

    private static Optional<String> result(JsonObject request) {
        return switch (request.requireString("method")) {
            case "initialize" ->
                    Optional.of(
                            "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"web\",\"version\":\"1\"}}");
            case "tools/list" ->
                    Optional.of(
                            "{\"tools\":[{\"name\":\"add\",\"description\":\"Adds\",\"inputSchema\":{\"type\":\"object\"}}]}");
            case "tools/call" ->
                    Optional.of("{\"content\":[{\"type\":\"text\",\"text\":\"it was added\"}]}");
            default -> Optional.empty();
        };
    }

    private static void reply(HttpExchange exchange, int code, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", type);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ListenerSpec listener() {
        var url = URI.create("http://127.0.0.1:%d/mcp".formatted(http.getAddress().getPort()));
        var key = Map.<String, Variable>of("X-Key", new Variable.FromEnvironment("NOTES_KEY"));
        return ListenerSpec.server(
                "web",
                "A server",
                new McpSpec(
                        new McpSpec.Http(url, key),
                        Optional.empty(),
                        List.of(),
                        new McpSpec.Limits(20, 20, 50, 128)));
    }

    private ToolPeer only() {
        var offers = servers.offers(listener(), place);
        assertThat(offers).as(told.toString()).hasSize(1);
        return offers.getFirst().tool();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aToolIsListedAndCalledAndEachRequestBearsTheHeader(Form answers) throws Exception {
        form = answers;

        var outcome = only().call(call("r", "x"));

        assertThat(outcome.error()).isFalse();
        assertThat(outcome.content().toString()).contains("it was added");
        assertThat(keys).isNotEmpty().containsOnly("secret");
        assertThat(told).isEmpty();
    }

    @Test
    void aServerThatFailsBetweenIsATypedErrorAndTheNextCallReachesItAgain() throws Exception {
        var tool = only();
        assertThat(tool.call(call("r", "x")).error()).isFalse();

        status = 500;
        var failed = tool.call(call("r", "x"));
        assertThat(failed.error()).isTrue();
        assertThat(failed.content().toString()).contains("web");

        status = 200;
        assertThat(tool.call(call("r", "x")).error()).isFalse();
    }

    @Test
    void aServerThatIsNotThereOffersNothingAndIsSaidToBeUnreachable() {
        http.stop(0);

        assertThat(servers.offers(listener(), place)).isEmpty();
        assertThat(told).singleElement().asString().contains("'web' cannot be reached");
    }
}
