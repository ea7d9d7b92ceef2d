package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.security.HttpUser;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Talks to Anthropic's Messages API, streaming. Safe from many workers; each holds a connection
/// while it waits. It opens no connection of its own making: the system that it is a part of hands
/// it
/// a way out, or its user gives it a client.
/// @see "Anthropic Messages API, version 2023-06-01"
public final class AnthropicClient implements LlmClient, HttpUser<LlmClient> {
    /// Where requests go unless something else is said.
    public static final String BASE_URL = "https://api.anthropic.com";

    /// The environment variable of the key.
    public static final String KEY_VARIABLE = "ANTHROPIC_API_KEY";

    /// The environment variable of the base URL.
    public static final String BASE_URL_VARIABLE = "ANTHROPIC_BASE_URL";

    /// Bytes of one answer, as large as a message of the pipeline may be.
    static final int ANSWER_BYTES_MAX = 16 << 20;

    private static final String API_VERSION = "2023-06-01";

    /// An error's message is in its first lines; the rest of a long page is not read.
    private static final int ERROR_BYTES_MAX = 64 << 10;

    private final URI endpoint;
    private final ApiKey key;
    private final ModelAliases aliases;
    private final LlmTimeouts timeouts;
    private final InstantSource clock;
    private final Supplier<HttpClient> http;
    private final boolean ownClient;
    private final boolean baseUrlTyped;
    private final int answerBytesMax;
    private final int eventBytesMax;
    private final ProviderErrors errors;

    private AnthropicClient(Builder builder, ApiKey key, Supplier<HttpClient> http) {
        this.endpoint = BaseUrl.endpoint(builder.baseUrl, "/v1/messages");
        this.key = key;
        this.aliases = ModelAliases.builtInAnd(builder.aliases);
        this.timeouts = builder.timeouts;
        this.clock = builder.clock;
        this.http = http;
        this.ownClient = builder.http.isPresent();
        this.baseUrlTyped = builder.baseUrlTyped;
        this.answerBytesMax = builder.answerBytesMax;
        this.eventBytesMax = builder.eventBytesMax;
        this.errors = new ProviderErrors("model provider at " + endpoint.getAuthority(), key);
    }

    private AnthropicClient(AnthropicClient other, Supplier<HttpClient> http) {
        this.endpoint = other.endpoint;
        this.key = other.key;
        this.aliases = other.aliases;
        this.timeouts = other.timeouts;
        this.clock = other.clock;
        this.http = http;
        this.ownClient = other.ownClient;
        this.baseUrlTyped = other.baseUrlTyped;
        this.answerBytesMax = other.answerBytesMax;
        this.eventBytesMax = other.eventBytesMax;
        this.errors = other.errors;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// A client from `ANTHROPIC_API_KEY` and, where it is set, `ANTHROPIC_BASE_URL`.
    /// @throws MissingKeyException when no key is set
    public static AnthropicClient fromEnvironment(Map<String, String> environment) {
        return builder().environment(environment).build();
    }

    @Override
    public URI destination() {
        return endpoint;
    }

    @Override
    public boolean destinationTyped() {
        return baseUrlTyped;
    }

    @Override
    public Duration connectTimeout() {
        return timeouts.connect();
    }

    @Override
    public LlmClient through(Supplier<HttpClient> client) {
        return ownClient ? this : new AnthropicClient(this, client);
    }

    /// @throws IllegalStateException when nobody has given it a way out
    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the request was sent");
        }
        var body = AnthropicRequest.body(request, aliases.idOf(request.model()));
        try (var exchange = new Exchange(http.get(), httpRequest(body), timeouts, errors)) {
            var head = exchange.head();
            var answer =
                    switch (head.status()) {
                        case 200 -> answer(exchange, head, onEvent);
                        default -> throw refusal(exchange, head);
                    };
            return answer.toReply(Sha256.of(body));
        }
    }

    private HttpRequest httpRequest(byte[] body) {
        return HttpRequest.newBuilder(endpoint)
                .header("content-type", "application/json")
                .header("accept", "text/event-stream")
                .header("anthropic-version", API_VERSION)
                .header("x-api-key", key.value())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private Answer answer(Exchange exchange, Exchange.Head head, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        var type = head.headers().firstValue("content-type").orElse("text/event-stream");
        return switch (type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT)) {
            case "text/event-stream" -> streamed(exchange, onEvent);
            case "application/json" -> inOnePiece(exchange, onEvent);
            default ->
                    throw errors.broken(
                            "it answered 200 with a page, not with an answer of a model; check the"
                                    + " base URL and proxies in between");
        };
    }

    private Answer streamed(Exchange exchange, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        var stream = new StreamedAnswer(eventBytesMax, errors, onEvent);
        long bytes = 0;
        for (var chunk = exchange.next(); chunk.isPresent(); chunk = exchange.next()) {
            for (ByteBuffer buffer : chunk.get()) {
                bytes += buffer.remaining();
                requireBounded(bytes);
                var answer = stream.feed(buffer);
                if (answer.isPresent()) {
                    exchange.awaitTail();
                    return answer.get();
                }
            }
        }
        return stream.end();
    }

    /// Some gateways do not stream, whatever they are asked.
    private Answer inOnePiece(Exchange exchange, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        var body = read(exchange, answerBytesMax + 1);
        requireBounded(body.length);
        Answer answer;
        try {
            answer = Answer.from(object(body));
        } catch (JsonException | IllegalArgumentException e) {
            throw errors.malformed("not a finished message: " + e.getMessage());
        }
        for (var block : answer.content()) {
            if (block instanceof ContentBlock.Text(var text)) {
                onEvent.accept(new LlmEvent.TextDelta(text));
            }
        }
        return answer;
    }

    private static JsonObject object(byte[] body) {
        if (Json.parse(body) instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("expected a JSON object");
    }

    private LlmException refusal(Exchange exchange, Exchange.Head head)
            throws InterruptedException {
        var retryAfter =
                head.headers()
                        .firstValue("retry-after")
                        .flatMap(value -> RetryAfterHeader.parse(value, clock));
        byte[] body;
        try {
            body = read(exchange, ERROR_BYTES_MAX);
        } catch (LlmException cut) {
            body = new byte[0]; // the status says enough
        }
        return errors.ofStatus(head.status(), retryAfter, body);
    }

    /// The body, or its first `max` bytes.
    private static byte[] read(Exchange exchange, int max) throws InterruptedException {
        var body = new ByteArrayOutputStream();
        for (var chunk = exchange.next(); chunk.isPresent(); chunk = exchange.next()) {
            for (ByteBuffer buffer : chunk.get()) {
                var bytes = new byte[Math.min(buffer.remaining(), max - body.size())];
                buffer.get(bytes);
                body.writeBytes(bytes);
            }
            if (body.size() == max) {
                break;
            }
        }
        return body.toByteArray();
    }

    private void requireBounded(long bytes) {
        if (bytes > answerBytesMax) {
            throw errors.tooLarge("the answer is larger than %,d bytes".formatted(answerBytesMax));
        }
    }

    /// Collects what a client needs; only the key has no default. Not safe for several threads.
    public static final class Builder {
        private String baseUrl = BASE_URL;
        private boolean baseUrlTyped;
        private Optional<ApiKey> key = Optional.empty();
        private Optional<HttpClient> http = Optional.empty();
        private LlmTimeouts timeouts = LlmTimeouts.DEFAULT;
        private InstantSource clock = InstantSource.system();
        private final Map<String, String> aliases = new HashMap<>();
        private int answerBytesMax = ANSWER_BYTES_MAX;
        private int eventBytesMax = SseDecoder.EVENT_BYTES_MAX;

        private Builder() {}

        /// Take key and base URL from the environment, where they are set.
        public Builder environment(Map<String, String> environment) {
            var keyValue = environment.getOrDefault(KEY_VARIABLE, "");
            if (!keyValue.isBlank()) {
                apiKey(keyValue);
            }
            var url = environment.getOrDefault(BASE_URL_VARIABLE, "");
            return url.isBlank() ? this : baseUrl(url);
        }

        /// The part before `/v1/messages`, with `http` or `https`; a person's word, so it may be on
        /// their own machine or network.
        public Builder baseUrl(String url) {
            this.baseUrl = url;
            this.baseUrlTyped = true;
            return this;
        }

        /// @throws IllegalArgumentException when it cannot be a key; the message leaves it out
        public Builder apiKey(String value) {
            this.key = Optional.of(new ApiKey(value));
            return this;
        }

        /// Use this client in place of the one that a system hands out, and with it its connect
        /// timeout, proxy and certificate authorities; what it may reach is then its maker's
        /// matter.
        /// It must not follow redirects, or the key would follow too.
        public Builder httpClient(HttpClient client) {
            if (client.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException(
                        "the HTTP client follows redirects; the key would go with them");
            }
            this.http = Optional.of(client);
            return this;
        }

        public Builder timeouts(LlmTimeouts limits) {
            this.timeouts = limits;
            return this;
        }

        /// Add or replace a short name of a model.
        public Builder alias(String alias, String modelId) {
            aliases.put(alias, modelId);
            return this;
        }

        /// Reads `retry-after` dates against this clock.
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /// Bounds on one answer and on one event of it, in bytes.
        Builder bounds(int answerBytes, int eventBytes) {
            this.answerBytesMax = answerBytes;
            this.eventBytesMax = eventBytes;
            return this;
        }

        /// @throws MissingKeyException when there is no key
        /// @throws IllegalArgumentException when the base URL is none
        public AnthropicClient build() {
            return new AnthropicClient(
                    this,
                    key.orElseThrow(() -> new MissingKeyException(KEY_VARIABLE)),
                    http.<Supplier<HttpClient>>map(given -> () -> given).orElse(Builder::noWay));
        }

        private static HttpClient noWay() {
            throw new IllegalStateException(
                    "this client has no way out: hand it to BestCode.builder().llm(…), or give it one with httpClient(…)");
        }
    }
}
