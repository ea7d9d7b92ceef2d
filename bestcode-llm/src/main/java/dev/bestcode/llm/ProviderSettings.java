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
    Optional<HttpClient> http = Optional.empty();
    LlmTimeouts timeouts = LlmTimeouts.DEFAULT;
    InstantSource clock = InstantSource.system();
    int answerBytesMax = ProviderCalls.ANSWER_BYTES_MAX;
    int eventBytesMax = SseDecoder.EVENT_BYTES_MAX;

    ProviderSettings(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /// As they are now, whatever the builder collects later.
    ProviderSettings copy() {
        var copy = new ProviderSettings(baseUrl);
        copy.baseUrlTyped = baseUrlTyped;
        copy.key = key;
        copy.http = http;
        copy.timeouts = timeouts;
        copy.clock = clock;
        copy.answerBytesMax = answerBytesMax;
        copy.eventBytesMax = eventBytesMax;
        return copy;
    }

    void environment(Map<String, String> environment, String keyVariable, String urlVariable) {
        var keyValue = environment.getOrDefault(keyVariable, "");
        if (!keyValue.isBlank()) {
            key = Optional.of(new ApiKey(keyValue));
        }
        var url = environment.getOrDefault(urlVariable, "");
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
