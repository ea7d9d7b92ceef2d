package dev.bestcode.embedding;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingException;
import dev.bestcode.api.embedding.EmbeddingException.Kind;
import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.json.Json;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Vectors from a provider that speaks OpenAI's `POST …/embeddings`. Many texts go in several
/// requests, one after the other; each is made once, and whoever calls decides about another by
/// the exception's kind.
public final class HttpEmbedding implements EmbeddingProvider {
    /// What current models read, four characters a token.
    private static final int TEXT_CHARS_MAX = 32_768;

    /// As many as the smaller of the providers take.
    private static final int BATCH_TEXTS_MAX = 64;

    /// A provider counts the tokens of a whole request too.
    private static final int BATCH_CHARS_MAX = 262_144;

    /// 64 vectors of 4,096 numbers of twenty digits, and room.
    private static final int ANSWER_BYTES_MAX = 8 << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Supplier<HttpClient> client;
    private final URI endpoint;
    private final String model;
    private final int dimensions;
    private final Optional<String> key;
    private final Duration timeout;

    private HttpEmbedding(Builder parts) {
        this.client = parts.client;
        this.endpoint = parts.endpoint;
        this.model = parts.model;
        this.dimensions = parts.dimensions;
        this.key = parts.key;
        this.timeout = parts.timeout;
    }

    /// @param client with its own connect timeout, proxy and authorities; it must not follow
    ///     redirects, or the key would follow too
    /// @param baseUrl the part before `/embeddings`, such as `http://127.0.0.1:11434/v1`
    /// @param dimensions of the model's vectors, from 1; another number in an answer is an error
    /// @throws IllegalArgumentException when one of them cannot be used
    public static Builder builder(HttpClient client, String baseUrl, String model, int dimensions) {
        requireNoRedirects(client);
        return new Builder(() -> client, baseUrl, model, dimensions);
    }

    private static HttpClient requireNoRedirects(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "the HTTP client follows redirects; the key would go with them");
        }
        return client;
    }

    /// The same over a client that is not there before the first request.
    /// @param client with the same duties; quick to answer but for the first time
    public static Builder builder(
            Supplier<HttpClient> client, String baseUrl, String model, int dimensions) {
        return new Builder(client, baseUrl, model, dimensions);
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        texts.forEach(HttpEmbedding::requireReadable);
        var rows = new ArrayList<Embedding>();
        while (rows.size() < texts.size()) {
            rows.addAll(request(batch(texts.subList(rows.size(), texts.size()))));
        }
        return List.copyOf(rows);
    }

    private static void requireReadable(String text) {
        if (text.length() > TEXT_CHARS_MAX) {
            throw new EmbeddingException(
                    Kind.REFUSED,
                    "a text has %,d characters; allowed %,d: embed it in parts"
                            .formatted(text.length(), TEXT_CHARS_MAX));
        }
    }

    /// The first texts that fit one request.
    private static List<String> batch(List<String> left) {
        int count = 0;
        int chars = 0;
        while (count < left.size()
                && count < BATCH_TEXTS_MAX
                && chars + left.get(count).length() <= BATCH_CHARS_MAX) {
            chars += left.get(count).length();
            count++;
        }
        return left.subList(0, count);
    }

    private List<Embedding> request(List<String> texts) {
        var response = send(texts);
        int status = response.statusCode();
        return switch (status) {
            case 200 -> EmbeddingsAnswer.rows(response.body(), texts.size(), dimensions);
            case 408, 409, 429, 500, 502, 503, 504, 529 -> throw failed(Kind.UNAVAILABLE, status);
            default -> throw failed(Kind.REFUSED, status);
        };
    }

    private HttpResponse<byte[]> send(List<String> texts) {
        var request =
                HttpRequest.newBuilder(endpoint)
                        .header("content-type", "application/json")
                        .header("accept", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        Json.print(EmbeddingsAnswer.request(model, texts))));
        key.ifPresent(secret -> request.header("authorization", "Bearer " + secret));
        // A request's own timeout ends with the answer's head; this one covers its body too.
        var answer =
                requireNoRedirects(client.get())
                        .sendAsync(
                                request.build(),
                                HttpResponse.BodyHandlers.limiting(
                                        HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            throw new EmbeddingException(
                    Kind.UNAVAILABLE,
                    "no answer of at most %,d bytes from %s within %s; ask again later"
                            .formatted(ANSWER_BYTES_MAX, place(), timeout),
                    e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new EmbeddingException(
                    Kind.UNAVAILABLE, "interrupted while " + place() + " was asked", e);
        }
    }

    /// The answer's own text is left out: a provider may repeat the key in it.
    private EmbeddingException failed(Kind kind, int status) {
        var what =
                switch (kind) {
                    case REFUSED -> "check model '%s', the key and the address".formatted(model);
                    case UNAVAILABLE, MALFORMED -> "ask again later";
                };
        return new EmbeddingException(
                kind, "%s answered with status %d; %s".formatted(place(), status, what));
    }

    private String place() {
        return "the embedding provider at " + endpoint.getAuthority();
    }

    /// Collects what is not required. Not safe for several threads.
    public static final class Builder {
        private final Supplier<HttpClient> client;
        private final URI endpoint;
        private final String model;
        private final int dimensions;
        private Optional<String> key = Optional.empty();
        private Duration timeout = TIMEOUT;

        private Builder(Supplier<HttpClient> client, String baseUrl, String model, int dimensions) {
            if (dimensions < 1) {
                throw new IllegalArgumentException(
                        "dimensions is " + dimensions + "; allowed from 1");
            }
            this.client = client;
            this.endpoint = URI.create(baseUrl.replaceFirst("/+$", "") + "/embeddings");
            this.model = model;
            this.dimensions = dimensions;
        }

        /// Sent as a bearer token. Never part of a message of ours.
        public Builder apiKey(String value) {
            this.key = Optional.of(value);
            return this;
        }

        /// For one request, from its start to the answer's end.
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        public HttpEmbedding build() {
            return new HttpEmbedding(this);
        }
    }
}
