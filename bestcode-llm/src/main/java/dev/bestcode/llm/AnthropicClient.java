package dev.bestcode.llm;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.security.HttpUser;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Talks to Anthropic's Messages API, streaming. Safe from many workers; each holds a connection
/// while it waits. It opens no connection of its own making: the system that it is a part of hands
/// it a way out, or its user gives it a client.
/// @see "Anthropic Messages API, version 2023-06-01"
public final class AnthropicClient implements ModelProvider, TimedClient, HttpUser<LlmClient> {
    /// Where requests go unless something else is said.
    public static final String BASE_URL = "https://api.anthropic.com";

    /// The environment variable of the key.
    public static final String KEY_VARIABLE = "ANTHROPIC_API_KEY";

    /// The environment variable of a bearer token, as gateways take it in place of a key.
    public static final String TOKEN_VARIABLE = "ANTHROPIC_AUTH_TOKEN";

    /// The environment variable of the base URL.
    public static final String BASE_URL_VARIABLE = "ANTHROPIC_BASE_URL";

    private static final String API_VERSION = "2023-06-01";

    /// As many as the API gives at a time.
    private static final int PAGE_MODELS = 1000;

    private final ProviderSettings settings;
    private final ApiKey key;
    private final ModelAliases aliases;
    private final ProviderCalls calls;
    private final Supplier<HttpClient> wayOut;
    private final PrintedBlocks printed = new PrintedBlocks();
    private final BodyDigest digest = new BodyDigest();
    private final URI messages;

    private AnthropicClient(
            ProviderSettings settings,
            ApiKey key,
            ModelAliases aliases,
            Supplier<HttpClient> wayOut) {
        this.settings = settings;
        this.wayOut = wayOut;
        this.key = key;
        this.aliases = aliases;
        this.messages = endpoint("/v1/messages");
        var provider = "model provider at " + messages.getAuthority();
        this.calls =
                new ProviderCalls(
                        settings,
                        new ProviderErrors(provider, settings.key, settings.withoutKey),
                        wayOut);
    }

    public static Builder builder() {
        return new Builder();
    }

    /// A client from `ANTHROPIC_API_KEY`, else `ANTHROPIC_AUTH_TOKEN`, and, where it is set,
    /// `ANTHROPIC_BASE_URL`.
    /// @throws MissingKeyException when neither is set
    public static AnthropicClient fromEnvironment(Map<String, String> environment) {
        return builder().environment(environment).build();
    }

    @Override
    public URI destination() {
        return messages;
    }

    @Override
    public boolean destinationTyped() {
        return settings.baseUrlTyped;
    }

    @Override
    public Duration connectTimeout() {
        return settings.timeouts().connect();
    }

    @Override
    public LlmTimeouts timeouts() {
        return settings.timeouts();
    }

    @Override
    public AnthropicClient withUsualTimeouts(LlmTimeouts usual) {
        return new AnthropicClient(settings.withUsualTimeouts(usual), key, aliases, wayOut);
    }

    @Override
    public AnthropicClient through(Supplier<HttpClient> client) {
        return settings.http.isPresent()
                ? this
                : new AnthropicClient(settings, key, aliases, client);
    }

    /// @throws IllegalStateException when nobody has given it a way out
    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        try {
            return ask(request, onEvent);
        } catch (LlmException.Permanent refusal) {
            var mended = ThinkingRefusal.mended(request, refusal).orElseThrow(() -> refusal);
            return ask(mended, onEvent);
        }
    }

    private LlmReply ask(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        var body = AnthropicRequest.body(request, aliases.idOf(request.model()), printed);
        return calls.ask(
                        post(messages, body).header("accept", "text/event-stream").build(),
                        onEvent,
                        MessageAssembler::new,
                        Answer::from)
                .toReply(digest.of(body));
    }

    @Override
    public OptionalLong countTokens(LlmRequest request) throws InterruptedException {
        var body = AnthropicRequest.countBody(request, aliases.idOf(request.model()), printed);
        return calls.call(post(endpoint("/v1/messages/count_tokens"), body).build())
                .integer("input_tokens");
    }

    @Override
    public List<Model> models() throws InterruptedException {
        var models = new ArrayList<Model>();
        for (var query = "?limit=" + PAGE_MODELS; ; ) {
            int known = models.size();
            var page =
                    calls.call(request(URI.create(endpoint("/v1/models") + query)).GET().build());
            page.array("data").ifPresent(data -> data.values().forEach(row -> add(row, models)));
            var last = page.string("last_id").orElse("");
            if (last.isEmpty()
                    || models.size() == known // else it could go on for ever
                    || !page.bool("has_more").orElse(false)
                    || models.size() >= MODELS_MAX) {
                return models.stream().limit(MODELS_MAX).toList();
            }
            query =
                    "?limit=%d&after_id=%s"
                            .formatted(
                                    PAGE_MODELS, URLEncoder.encode(last, StandardCharsets.UTF_8));
        }
    }

    private static void add(JsonValue row, List<Model> models) {
        if (row instanceof JsonObject json && json.string("id").isPresent()) {
            var id = json.requireString("id");
            models.add(new Model(id, json.string("display_name").orElse(id)));
        }
    }

    private HttpRequest.Builder post(URI uri, byte[] body) {
        return request(uri)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private HttpRequest.Builder request(URI uri) {
        var request = HttpRequest.newBuilder(uri).header("anthropic-version", API_VERSION);
        return settings.bearer
                ? request.header("authorization", "Bearer " + key.value())
                : request.header("x-api-key", key.value());
    }

    private URI endpoint(String path) {
        return BaseUrl.endpoint(settings.baseUrl, path);
    }

    /// Collects what a client needs; only the key has no default. Not safe for several threads.
    public static final class Builder {
        private final ProviderSettings settings =
                new ProviderSettings(BASE_URL, "set " + KEY_VARIABLE);
        private final Map<String, String> aliases = new HashMap<>();

        private Builder() {}

        /// Take key and base URL from the environment, where they are set; a token where no key is.
        public Builder environment(Map<String, String> environment) {
            if (settings.keyOf(environment, KEY_VARIABLE)) {
                settings.bearer = false;
            } else if (settings.keyOf(environment, TOKEN_VARIABLE)) {
                settings.bearer = true;
            }
            settings.baseUrlOf(environment, BASE_URL_VARIABLE);
            return this;
        }

        /// The part before `/v1/messages`, with `http` or `https`; a person's word, so it may be on
        /// their own machine or network.
        public Builder baseUrl(String url) {
            settings.baseUrl(url);
            return this;
        }

        /// @throws IllegalArgumentException when it cannot be a key; the message leaves it out
        public Builder apiKey(String value) {
            settings.key(value);
            settings.bearer = false;
            return this;
        }

        /// A bearer token, as gateways take it, in place of a key.
        /// @throws IllegalArgumentException as [#apiKey]
        public Builder authToken(String value) {
            settings.key(value);
            settings.bearer = true;
            return this;
        }

        /// Use this client in place of the one that a system hands out, and with it its connect
        /// timeout, proxy and certificate authorities; what it may reach is then its maker's
        /// matter. It must not follow redirects, or the key would follow too.
        public Builder httpClient(HttpClient client) {
            settings.http(client);
            return this;
        }

        /// Limits of this client's own. Default: those of the system that it is a part of.
        public Builder timeouts(LlmTimeouts limits) {
            settings.timeouts = Optional.of(limits);
            return this;
        }

        /// Add or replace a short name of a model.
        public Builder alias(String alias, String modelId) {
            aliases.put(alias, modelId);
            return this;
        }

        /// Reads `retry-after` dates against this clock.
        public Builder clock(InstantSource source) {
            settings.clock = source;
            return this;
        }

        /// Bounds on one answer and on one event of it, in bytes.
        Builder bounds(int answerBytes, int eventBytes) {
            settings.answerBytesMax = answerBytes;
            settings.eventBytesMax = eventBytes;
            return this;
        }

        /// @throws MissingKeyException when there is no key
        /// @throws IllegalArgumentException when the base URL is none
        public AnthropicClient build() {
            var copy = settings.copy();
            return new AnthropicClient(
                    copy,
                    copy.key.orElseThrow(MissingKeyException::new),
                    ModelAliases.builtInAnd(aliases),
                    copy.wayOut());
        }
    }
}
