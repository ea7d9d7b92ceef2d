package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.ports.EgressEvent;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Tools that are found by meaning, with a provider of embeddings on the loopback interface.
class EmbeddingRunTest {
    private static final String NEED = "{\"need\":\"settle the complaint\"}";

    private final List<JsonObject> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<EgressEvent> events = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private final HttpServer server = created();

    @TempDir private Path folder;

    private static HttpServer created() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError("no port of the loopback interface", e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/v1/embeddings", this::answerEmbeddings);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aToolIsFoundThatSharesNoWordWithTheNeedOnAWayOfItsOwnAndWithTheKey() throws Exception {
        try (var model = ScriptedModel.start(calls(tool("find-tool", NEED)), answer("found"));
                var os = system(model, embedding())) {
            assertThat(requests).as("nothing is sent before the first need").isEmpty();
            var result = os.submit(Task.of("p", "settle it")).await();

            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(newest(model)).contains("tickets", "input_schema").doesNotContain("rockets");
        }
        assertThat(requests)
                .allMatch(request -> request.requireString("model").equals("tiny"))
                .hasSize(2);
        assertThat(authorizations).containsOnly("Bearer e-key");
        assertThat(events)
                .filteredOn(EgressEvent.Opened.class::isInstance)
                .map(EgressEvent.Opened.class::cast)
                .anyMatch(
                        opened ->
                                opened.equals(
                                        new EgressEvent.Opened(
                                                "embedding",
                                                "127.0.0.1",
                                                server.getAddress().getPort(),
                                                "127.0.0.1")));
    }

    @Test
    void aProviderThatIsDownLeavesWordsToDecide() throws Exception {
        status = 503;
        var words = "{\"need\":\"close an issue in the tracker\"}";
        try (var model =
                        ScriptedModel.start(
                                calls(tool("find-tool", NEED)),
                                calls(tool("find-tool", words)),
                                answer("done"));
                var os = system(model, embedding())) {
            var result = os.submit(Task.of("p", "settle it")).await();

            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(text(model, 1)).contains("no matching capability");
            assertThat(text(model, 2)).contains("tickets", "input_schema");
        }
        assertThat(requests).as("left in peace after the first").hasSize(1);
    }

    @Test
    void oneOfTheEmbeddersOwnTakesThePlaceOfTheOrganisms() throws Exception {
        try (var model = ScriptedModel.start(calls(tool("find-tool", NEED)), answer("found"));
                var os = builder(model, embedding()).embedding(new IssuesAlike()).build()) {
            os.submit(Task.of("p", "settle it")).await();

            assertThat(newest(model)).contains("tickets", "input_schema").doesNotContain("rockets");
        }
        assertThat(requests).as("the organism's is not asked").isEmpty();
    }

    @Test
    void withoutOneNothingIsSentAnywhere() throws Exception {
        try (var model = ScriptedModel.start(calls(tool("find-tool", NEED)), answer("none"));
                var os = system(model, "")) {
            os.submit(Task.of("p", "settle it")).await();

            assertThat(newest(model)).contains("no matching capability");
        }
        assertThat(requests).isEmpty();
    }

    private void answerEmbeddings(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var request = Json.parseObject(body);
        requests.add(request);
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        var rows = new ArrayList<JsonValue>();
        for (var input : request.requireArray("input").values()) {
            boolean issue = ((JsonString) input).value().matches("(?s).*(issue|complaint).*");
            rows.add(
                    JsonObject.builder()
                            .put("index", rows.size())
                            .put("embedding", vector(issue ? 1 : 0, issue ? 0 : 1))
                            .build());
        }
        var answer = JsonObject.builder().put("data", new JsonArray(rows)).build();
        byte[] bytes = Json.print(answer);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static JsonArray vector(int x, int y) {
        return new JsonArray(List.of(JsonNumber.of(x), JsonNumber.of(y)));
    }

    private String embedding() {
        return "embedding: {url: 'http://127.0.0.1:%d/v1', model: tiny, dimensions: 2}"
                .formatted(server.getAddress().getPort());
    }

    private BestCode system(ScriptedModel model, String embedding) {
        return builder(model, embedding).build();
    }

    private BestCodeBuilder builder(ScriptedModel model, String embedding) {
        return BestCode.builder()
                .organism(organism(embedding))
                .storage(FileStorage.at(folder.resolve("kernel")))
                .llm(AnthropicClient.builder().apiKey("key").baseUrl(model.baseUrl()).build())
                .environment(Map.of("BESTCODE_EMBEDDING_KEY", "e-key"))
                .egress(events::add)
                .tool(new Named("tickets", "Closes an issue in the tracker"))
                .tool(new Named("rockets", "Launches a rocket into space"));
    }

    private Organism organism(String embedding) {
        return OrganismYaml.parse(
                """
                %s
                listeners:
                  - {name: tickets, payload_class: t.TicketsRequest, handler: tools.handle, description: Closes}
                  - {name: rockets, payload_class: t.RocketsRequest, handler: tools.handle, description: Launches}
                profiles:
                  p: {listeners: [coder, find-tool, tickets, rockets]}
                """
                        .formatted(embedding),
                folder);
    }

    private static String newest(ScriptedModel model) {
        return Json.text(model.requests().getLast().body());
    }

    private static String text(ScriptedModel model, int request) {
        return Json.text(
                model.requests().get(request).body().requireArray("messages").values().getLast());
    }

    /// Complaints and issues are one thing, and all else another.
    private record IssuesAlike() implements EmbeddingProvider {
        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public List<Embedding> embed(List<String> texts) {
            return texts.stream()
                    .map(text -> text.matches("(?s).*(issue|complaint).*"))
                    .map(issue -> Embedding.of(issue ? new float[] {1, 0} : new float[] {0, 1}))
                    .toList();
        }
    }

    private record Named(String name, String description) implements ToolPeer {
        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of(
                    name,
                    description,
                    "{\"type\":\"object\",\"properties\":{\"key\":{\"type\":\"string\"}}}");
        }

        @Override
        public ToolOutcome call(ToolCall call) {
            return ToolOutcome.succeeded(name + " did it");
        }
    }
}
