package dev.bestcode.llm;

import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What the builders of all clients collect. Not safe for several threads.
final class ProviderSettings {
    String baseUrl;
    boolean baseUrlTyped;
    Optional<ApiKey> key = Optional.empty();
    boolean bearer;
    String withoutKey;
    Optional<HttpClient> http = Optional.empty();
    Optional<LlmTimeouts> timeouts = Optional.empty();
    LlmTimeouts usualTimeouts = LlmTimeouts.DEFAULT;
    InstantSource clock = InstantSource.system();
    int answerBytesMax = ProviderCalls.ANSWER_BYTES_MAX;
    int eventBytesMax = SseDecoder.EVENT_BYTES_MAX;

    /// @param withoutKey what to do when the provider asks for a key and there is none
    ProviderSettings(String baseUrl, String withoutKey) {
        this.baseUrl = baseUrl;
        this.withoutKey = withoutKey;
    }

    /// As they are now, whatever the builder collects later.
    ProviderSettings copy() {
        var copy = new ProviderSettings(baseUrl, withoutKey);
        copy.baseUrlTyped = baseUrlTyped;
        copy.key = key;
        copy.bearer = bearer;
        copy.http = http;
        copy.timeouts = timeouts;
        copy.usualTimeouts = usualTimeouts;
        copy.clock = clock;
        copy.answerBytesMax = answerBytesMax;
        copy.eventBytesMax = eventBytesMax;
        return copy;
    }

    LlmTimeouts timeouts() {
        return timeouts.orElse(usualTimeouts);
    }

    ProviderSettings withUsualTimeouts(LlmTimeouts usual) {
        var copy = copy();
        copy.usualTimeouts = usual;
        return copy;
    }

    /// Take a key from a variable, where it is set.
    /// @return whether it is
    boolean keyOf(Map<String, String> environment, String variable) {
        var value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            return false;
        }
        key = Optional.of(new ApiKey(value, variable));
        return true;
    }

    void key(String value) {
        key = Optional.of(new ApiKey(value, "the one that this client was given"));
    }

    void baseUrlOf(Map<String, String> environment, String variable) {
        var url = environment.getOrDefault(variable, "");
        if (!url.isBlank()) {
            baseUrl(url);
        }
    }

    void baseUrl(String url) {
        baseUrl = url;
        baseUrlTyped = true;
    }

    void http(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "the HTTP client follows redirects; the key would go with them");
        }
        http = Optional.of(client);
    }

    Supplier<HttpClient> wayOut() {
        return http.<Supplier<HttpClient>>map(given -> () -> given).orElse(ProviderSettings::noWay);
    }

    private static HttpClient noWay() {
        throw new IllegalStateException(
                "this client has no way out: hand it to BestCode.builder().llm(…), or give it one with httpClient(…)");
    }
}
