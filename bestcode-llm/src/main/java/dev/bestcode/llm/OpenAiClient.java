package dev.bestcode.llm;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.security.HttpUser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Talks to OpenAI's chat completions and to whatever speaks like them: Ollama, llama.cpp, vLLM,
/// gateways. Safe from many workers; each holds a connection while it waits. It opens no connection
/// of its own making, as [AnthropicClient].
/// @see "OpenAI API reference, chat completions"
public final class OpenAiClient implements ModelProvider, TimedClient, HttpUser<LlmClient> {
    /// Where requests go unless something else is said.
    public static final String BASE_URL = "https://api.openai.com/v1";

    /// The environment variable of the key.
    public static final String KEY_VARIABLE = "OPENAI_API_KEY";

    /// The environment variable of the base URL.
    public static final String BASE_URL_VARIABLE = "OPENAI_BASE_URL";

    private final ProviderSettings settings;
    private final ProviderErrors errors;
    private final ProviderCalls calls;
    private final Supplier<HttpClient> wayOut;
    private volatile ChatServer server;

    private OpenAiClient(ProviderSettings settings, Supplier<HttpClient> wayOut) {
        this.settings = settings;
        this.server = ChatServer.at(destination().getHost());
        this.wayOut = wayOut;
        var provider = "model provider at " + endpoint("/chat/completions").getAuthority();
        this.errors = new ProviderErrors(provider, settings.key, settings.withoutKey);
        this.calls = new ProviderCalls(settings, errors, wayOut);
    }

    public static Builder builder() {
        return new Builder();
    }

    /// A client from `OPENAI_API_KEY` and `OPENAI_BASE_URL`, where they are set.
    public static OpenAiClient fromEnvironment(Map<String, String> environment) {
        return builder().environment(environment).build();
    }

    @Override
    public URI destination() {
        return endpoint("/chat/completions");
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
    public OpenAiClient withUsualTimeouts(LlmTimeouts usual) {
        return new OpenAiClient(settings.withUsualTimeouts(usual), wayOut);
    }

    @Override
    public OpenAiClient through(Supplier<HttpClient> client) {
        return settings.http.isPresent() ? this : new OpenAiClient(settings, client);
    }

    /// @throws IllegalStateException when nobody has given it a way out
    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        var known = server;
        try {
            return stream(request, onEvent, known);
        } catch (LlmException.Permanent refused) {
            if (!wantsNewerBound(known, refused)) {
                throw refused;
            }
            server = ChatServer.NEWER;
            return stream(request, onEvent, ChatServer.NEWER);
        }
    }

    /// Whether a server says that its models take the newer bound alone, which its name did not.
    private static boolean wantsNewerBound(ChatServer known, LlmException refused) {
        var said = Objects.requireNonNullElse(refused.getMessage(), "");
        return known == ChatServer.OTHER
                && said.contains("answered 400")
                && said.contains(ChatServer.NEWER_BOUND);
    }

    private LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent, ChatServer at)
            throws InterruptedException {
        var body = ChatRequest.body(request, at);
        var hash = Sha256.of(body);
        var asked =
                new ChatAssembler.Asked(
                        request.model(), body.length, new ToolCallIds(request, hash));
        var http =
                request("/chat/completions")
                        .header("content-type", "application/json")
                        .header("accept", "text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return calls.ask(
                        http,
                        onEvent,
                        taker -> new ChatAssembler(asked, errors, taker),
                        completion -> ChatAssembler.whole(asked, errors, completion))
                .toReply(hash);
    }

    @Override
    public List<Model> models() throws InterruptedException {
        var models = new ArrayList<Model>();
        calls.call(request("/models").GET().build())
                .array("data")
                .ifPresent(data -> data.values().forEach(row -> add(row, models)));
        return models.stream().limit(MODELS_MAX).toList();
    }

    private static void add(JsonValue row, List<Model> models) {
        if (row instanceof JsonObject json && json.string("id").isPresent()) {
            var id = json.requireString("id");
            models.add(new Model(id, json.string("name").orElse(id)));
        }
    }

    /// The dialect has no such call.
    @Override
    public OptionalLong countTokens(LlmRequest request) {
        return OptionalLong.empty();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(endpoint(path));
        settings.key.ifPresent(key -> request.header("authorization", "Bearer " + key.value()));
        return request;
    }

    private URI endpoint(String path) {
        return BaseUrl.endpoint(settings.baseUrl, path);
    }

    /// Collects what a client needs; a key is needed where the server asks for one. Not safe for
    /// several threads.
    public static final class Builder {
        private final ProviderSettings settings =
                new ProviderSettings(BASE_URL, "set " + KEY_VARIABLE);

        private Builder() {}

        /// Take key and base URL from the environment, where they are set.
        public Builder environment(Map<String, String> environment) {
            settings.keyOf(environment, KEY_VARIABLE);
            settings.baseUrlOf(environment, BASE_URL_VARIABLE);
            return this;
        }

        /// The part before `/chat/completions`, mostly ending in `/v1`, with `http` or `https`; a
        /// person's word, so it may be on their own machine or network.
        public Builder baseUrl(String url) {
            settings.baseUrl(url);
            return this;
        }

        /// @throws IllegalArgumentException when it cannot be a key; the message leaves it out
        public Builder apiKey(String value) {
            settings.key(value);
            return this;
        }

        /// @param advice what to do when the server asks for a key and there is none
        Builder withoutKey(String advice) {
            settings.withoutKey = advice;
            return this;
        }

        /// Use this client in place of the one that a system hands out, as
        /// [AnthropicClient.Builder#httpClient].
        public Builder httpClient(HttpClient client) {
            settings.http(client);
            return this;
        }

        /// Limits of this client's own. Default: those of the system that it is a part of.
        public Builder timeouts(LlmTimeouts limits) {
            settings.timeouts = Optional.of(limits);
            return this;
        }

        /// Reads `retry-after` dates against this clock.
        public Builder clock(InstantSource source) {
            settings.clock = source;
            return this;
        }

        /// @throws IllegalArgumentException when the base URL is none
        public OpenAiClient build() {
            var copy = settings.copy();
            return new OpenAiClient(copy, copy.wayOut());
        }
    }
}
