package dev.bestcode.llm;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// A client whose one answer never ends: the next piece is there whenever it is asked for.
final class EndlessClient extends HttpClient {
    private record Info(int statusCode, HttpHeaders headers, Version version)
            implements HttpResponse.ResponseInfo {}

    private static final class Endless implements Flow.Subscription {
        private final Flow.Subscriber<List<ByteBuffer>> reader;

        Endless(Flow.Subscriber<List<ByteBuffer>> reader) {
            this.reader = reader;
        }

        @Override
        public void request(long pieces) {
            for (long piece = 0; piece < pieces; piece++) {
                reader.onNext(List.of(Fixtures.utf8(": more\n\n")));
            }
        }

        @Override
        public void cancel() {}
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        var headers = HttpHeaders.of(Map.of(), (_, _) -> true);
        var reader = handler.apply(new Info(200, headers, version()));
        reader.onSubscribe(new Endless(reader));
        return new CompletableFuture<>();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.PushPromiseHandler<T> pushed) {
        return sendAsync(request, handler);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        throw new UnsupportedOperationException("its answer never ends");
    }

    @Override
    public Version version() {
        return Version.HTTP_1_1;
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public SSLContext sslContext() {
        throw new UnsupportedOperationException("it opens no connection");
    }

    @Override
    public SSLParameters sslParameters() {
        throw new UnsupportedOperationException("it opens no connection");
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}
