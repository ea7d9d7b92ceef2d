package dev.bestcode.llm;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Makes HTTP clients that cost nothing before their first request.
final class HttpClients {
    private HttpClients() {}

    /// The address of a path below a base URL.
    /// @throws IllegalArgumentException when it is not an `http` or `https` URL
    static URI endpoint(String baseUrl, String path) {
        try {
            var base = new URI(baseUrl.strip().replaceFirst("/+$", "") + path);
            var scheme = base.getScheme();
            boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            boolean plain =
                    base.getHost() != null
                            && base.getRawUserInfo() == null
                            && base.getRawQuery() == null
                            && base.getRawFragment() == null;
            if (web && plain) {
                return base;
            }
        } catch (URISyntaxException e) {
            // told below; the exception's own text would repeat a password in the URL
        }
        throw new IllegalArgumentException(
                "the base URL of the model provider must look like https://host or"
                        + " http://host:port, without user, query or fragment");
    }

    /// A client for that address, made when it is first asked for.
    static Supplier<HttpClient> whenNeeded(URI endpoint, Duration connectTimeout) {
        return new Supplier<>() {
            private final ReentrantLock lock = new ReentrantLock();
            private @Nullable HttpClient client;

            @Override
            public HttpClient get() {
                lock.lock();
                try {
                    if (client == null) {
                        client = make(endpoint, connectTimeout);
                    }
                    return client;
                } finally {
                    lock.unlock();
                }
            }
        };
    }

    private static HttpClient make(URI endpoint, Duration connectTimeout) {
        var builder =
                HttpClient.newBuilder()
                        .connectTimeout(connectTimeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        // Its tasks only put pieces into a queue; no pool of platform threads for
                        // that.
                        .executor(task -> Thread.ofVirtual().name("llm-http").start(task));
        if (endpoint.getScheme().equalsIgnoreCase("http")) {
            // Upgrading to HTTP/2 would cost a header exchange that no plain provider answers.
            builder.version(HttpClient.Version.HTTP_1_1).sslContext(NoTls.context());
        }
        return builder.build();
    }
}
