package dev.bestcode.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingException;
import dev.bestcode.api.embedding.EmbeddingException.Kind;
import dev.bestcode.api.embedding.TextIndex.Entry;
import dev.bestcode.api.embedding.TextIndex.Field;
import dev.bestcode.api.embedding.TextIndex.Match;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Against a real HTTP server on the loopback interface.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpEmbeddingTest {
    private static final String KEY = "sk-secret-4711";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<JsonObject> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server = closed();
    private volatile int status = 200;
    private volatile Function<JsonObject, String> answer = HttpEmbeddingTest::backwards;

    @BeforeAll
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/embeddings",
                exchange -> {
                    var body = exchange.getRequestBody().readAllBytes();
                    var request = Json.parseObject(new String(body, StandardCharsets.UTF_8));
                    requests.add(request);
                    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    var bytes = answer.apply(request).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @BeforeEach
    void answerAgain() {
        requests.clear();
        authorizations.clear();
        status = 200;
        answer = HttpEmbeddingTest::backwards;
    }

    @AfterAll
    void stop() {
        ended.countDown();
        server.stop(0);
    }

    @Test
    void rowsBelongToTheirTextsWhateverOrderTheyCameIn() {
        var rows = provider().embed(List.of("a", "bbb", "cc"));

        assertThat(rows)
                .containsExactly(vector(1), vector(3), vector(2))
                .allMatch(row -> row.dimensions() == 2);
        assertThat(requests).singleElement().satisfies(HttpEmbeddingTest::asksForFloats);
        assertThat(authorizations).containsExactly("Bearer " + KEY);
    }

    @Test
    void manyTextsGoInBatchesOfSixtyFourAndNoneInNone() {
        var texts = IntStream.range(0, 130).mapToObj(i -> "x".repeat(i + 1)).toList();

        var rows = provider().embed(texts);

        assertThat(rows).hasSize(130).last().isEqualTo(vector(130));
        assertThat(requests)
                .extracting(request -> request.requireArray("input").values().size())
                .containsExactly(64, 64, 2);
        assertThat(provider().embed(List.of())).isEmpty();
    }

    @Test
    void longTextsMakeSmallerBatchesAndTooLongOnesAreRefusedUnasked() {
        provider().embed(Collections.nCopies(10, "x".repeat(30_000)));
        assertThat(requests)
                .extracting(request -> request.requireArray("input").values().size())
                .containsExactly(8, 2);

        assertThat(failure(List.of("a", "x".repeat(32_769)))).isEqualTo(Kind.REFUSED);
        assertThat(requests).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "401, REFUSED",
        "404, REFUSED",
        "429, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void aStatusSaysWhatThereIsToDoAndTheKeyIsInNoMessage(int code, Kind kind) {
        status = code;
        answer = _ -> "{\"error\":{\"message\":\"bad key " + KEY + "\"}}";

        assertThatThrownBy(() -> provider().embed(List.of("a")))
                .isInstanceOfSatisfying(
                        EmbeddingException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(Integer.toString(code))
                .hasMessageNotContaining(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"data\":[]}",
                "{\"data\":[1]}",
                "{\"data\":[{\"index\":1,\"embedding\":[1,0]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[1,0,0]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[1,\"0\"]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[0,0]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[1,1e999]}]}",
                "{\"data\":[{\"index\":0,\"embedding\":[1,0]},{\"index\":0,\"embedding\":[1,0]}]}"
            })
    void anythingButOneVectorForEachTextIsMalformed(String body) {
        answer = _ -> body;
        assertThat(failure(List.of("a"))).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void anAnswerWithoutEndIsCutAtItsLimit() {
        answer = _ -> " ".repeat((8 << 20) + 1);
        assertThat(failure(List.of("a"))).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void nobodyThereAndAnAnswerThatDoesNotComeAreUnavailable() {
        answer = _ -> silent();
        assertThat(failure(provider(Duration.ofMillis(200)), List.of("a")))
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure(provider(1, Duration.ofSeconds(30)), List.of("a")))
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void anInterruptedCallerIsToldAndStaysInterrupted() {
        answer = _ -> silent(); // or it might be there before anybody waits
        Thread.currentThread().interrupt();
        assertThat(failure(List.of("a"))).isEqualTo(Kind.UNAVAILABLE);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aClientThatFollowsRedirectsIsNotTaken() {
        try (var client =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build()) {
            assertThatThrownBy(() -> HttpEmbedding.builder(client, "http://localhost", "m", 2))
                    .hasMessageContaining("redirects");
        }
    }

    @Test
    void anIndexOverItsVectorsFindsTheNearestRequestOrField() {
        var index = VectorIndex.over(provider());
        index.put(new Entry("long", List.of(new Field("x".repeat(90), 1)), List.of()));
        index.put(new Entry("short", List.of(new Field("x", 1)), List.of("x".repeat(30))));

        assertThat(index.search("x".repeat(28), _ -> true, 1))
                .extracting(Match::id)
                .containsExactly("short");
        assertThat(index.search("x".repeat(70), _ -> true, 1))
                .extracting(Match::id)
                .containsExactly("long");
        assertThat(index.search("x", "long"::equals, 5))
                .extracting(Match::id)
                .containsExactly("long");
        assertThat(index.remove("long")).isTrue();
        assertThat(index.size()).isOne();
    }

    private String silent() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    private Kind failure(List<String> texts) {
        return failure(provider(), texts);
    }

    private static Kind failure(HttpEmbedding provider, List<String> texts) {
        try {
            throw new AssertionError("answered " + provider.embed(texts));
        } catch (EmbeddingException e) {
            return e.kind();
        }
    }

    private HttpEmbedding provider() {
        return provider(Duration.ofSeconds(30));
    }

    private HttpEmbedding provider(Duration timeout) {
        return provider(server.getAddress().getPort(), timeout);
    }

    private static HttpEmbedding provider(int port, Duration timeout) {
        var url = "http://127.0.0.1:" + port + "/v1/";
        return HttpEmbedding.builder(CLIENT, url, "tiny", 2).apiKey(KEY).timeout(timeout).build();
    }

    private static void asksForFloats(JsonObject request) {
        assertThat(request.requireString("model")).isEqualTo("tiny");
        assertThat(request.requireString("encoding_format")).isEqualTo("float");
    }

    /// A vector that says how long the text is, the last text's first.
    private static String backwards(JsonObject request) {
        var texts = request.requireArray("input").values();
        return IntStream.range(0, texts.size())
                .map(i -> texts.size() - 1 - i)
                .mapToObj(i -> row(i, ((JsonString) texts.get(i)).value().length()))
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }

    private static String row(int index, int length) {
        return "{\"index\":%d,\"embedding\":[%d,50]}".formatted(index, length);
    }

    private static Embedding vector(int length) {
        return Embedding.scaled(new float[] {length, 50});
    }

    private static HttpServer closed() {
        try {
            return HttpServer.create();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
