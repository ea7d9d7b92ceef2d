import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.testkit.Fault;
import dev.bestcode.testkit.LlmClientContract;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.AfterEach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// The contract over real HTTP: a server on loopback plays the steps in this dialect, faults
/// included.
class LinesClientTest implements LlmClientContract {
    private final List<HttpServer> servers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong ids = new AtomicLong();

    @Override
    public LlmClient client(Step... script) {
        var steps = new ConcurrentLinkedQueue<>(List.of(script));
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> play(exchange, steps.remove()));
            server.start();
            servers.add(server);
            return new LinesClient(
                    http, URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        servers.forEach(server -> server.stop(0));
        http.close();
    }

    private void play(HttpExchange exchange, Step step) throws IOException {
        try (exchange) {
            var body =
                    Json.parseObject(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
            switch (step) {
                case Step.Say say -> send(exchange, lines(say));
                case Step.Fails(Fault.Status(var code, var wait)) -> {
                    wait.ifPresent(
                            time ->
                                    exchange.getResponseHeaders()
                                            .add("retry-after", "" + time.toSeconds()));
                    exchange.sendResponseHeaders(code, -1);
                }
                // However a stream breaks: what comes is half of an answer.
                case Step.Fails _ ->
                        send(
                                exchange,
                                lines(Step.say("half").callTool("grep", "{}")).substring(0, 40));
                case Step.Computed(var from) -> play(exchange, from.apply(body));
            }
        }
    }

    private static void send(HttpExchange exchange, String lines) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(lines.getBytes(StandardCharsets.UTF_8));
    }

    private String lines(Step.Say say) {
        var lines = new StringBuilder();
        var stop = "end_turn";
        for (var part : say.parts()) {
            switch (part) {
                case Step.Text(var text) ->
                        lines.append(Json.text(JsonObject.builder().put("text", text).build()));
                case Step.Thinking _ -> lines.append("{}"); // this dialect has none
                case Step.ToolCall(var name, var arguments) -> {
                    stop = "tool_use";
                    var call =
                            JsonObject.builder()
                                    .put("type", "tool_use")
                                    .put("id", "call-" + ids.incrementAndGet())
                                    .put("name", name)
                                    .put("input", arguments)
                                    .build();
                    lines.append(Json.text(JsonObject.builder().put("call", call).build()));
                }
            }
            lines.append('\n');
        }
        return lines
                + Json.text(
                        JsonObject.builder()
                                .put("stop", say.stopReason().orElse(stop))
                                .put("in", 12)
                                .put("out", 3)
                                .build())
                + "\n";
    }
}
