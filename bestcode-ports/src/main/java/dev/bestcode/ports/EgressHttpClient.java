package dev.bestcode.ports;

import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// The JDK's client on a user's own way out. It adds what the proxy asks for, and gives back the
/// proxy's reason where the JDK would only say that a tunnel failed or hand over its page: hosts
/// that were not found, not reached or not reached in time end as with a direct connection, and a
/// decision against a host has a [SecurityException] as its cause.
final class EgressHttpClient extends HttpClient {
    private final HttpClient client;
    private final ProxyToken token;
    private final Failures failures;
    private final Gate gate;

    EgressHttpClient(HttpClient client, ProxyToken token, Failures failures, Gate gate) {
        this.client = client;
        this.token = token;
        this.failures = failures;
        this.gate = gate;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        var answer = sendAsync(request, handler);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            gate.requireListed(Target.of(request.uri()));
        } catch (EgressException e) {
            return CompletableFuture.failedFuture(asTheJdkSaysIt(e));
        }
        long number = failures.begin();
        var numbered =
                HttpRequest.newBuilder(request, (_, _) -> true)
                        .setHeader("Proxy-Authorization", token.bearer(number))
                        .build();
        var sent = client.sendAsync(numbered, info -> body(number, handler, info));
        var answer =
                sent.handle(
                        (response, failure) -> {
                            var why = failures.of(number);
                            failures.end(number);
                            if (failure == null) {
                                return response;
                            }
                            throw why.<CompletionException>map(
                                            e -> new CompletionException(asTheJdkSaysIt(e)))
                                    .orElseGet(() -> asCompletion(failure));
                        });
        return new CancellingFuture<>(answer, sent);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.PushPromiseHandler<T> push) {
        return sendAsync(request, handler); // nobody here wants what it did not ask for
    }

    /// What the proxy answers in the origin's place is no answer of the origin.
    private <T> HttpResponse.BodySubscriber<T> body(
            long number, HttpResponse.BodyHandler<T> handler, HttpResponse.ResponseInfo info) {
        return failures.of(number)
                .<HttpResponse.BodySubscriber<T>>map(
                        e ->
                                HttpResponse.BodySubscribers.mapping(
                                        HttpResponse.BodySubscribers.discarding(),
                                        _ -> {
                                            throw new CompletionException(asTheJdkSaysIt(e));
                                        }))
                .orElseGet(() -> handler.apply(info));
    }

    private static CompletionException asCompletion(Throwable failure) {
        return failure instanceof CompletionException completion
                ? completion
                : new CompletionException(failure);
    }

    private static IOException asTheJdkSaysIt(EgressException e) {
        var message = e.reason();
        return switch (e.refusal()) {
            case UNKNOWN_HOST -> caused(new UnknownHostException(message), e);
            case UNREACHABLE -> caused(new ConnectException(message), e);
            case TIMEOUT -> caused(new HttpConnectTimeoutException(message), e);
            case NOT_LISTED, ADDRESS -> new IOException(message, new SecurityException(message, e));
            case MALFORMED, CREDENTIALS, SLOW, HEAD_TOO_LARGE, METHOD, VERSION, BUSY, BROKEN -> e;
        };
    }

    private static IOException caused(IOException exception, EgressException cause) {
        exception.initCause(cause);
        return exception;
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    @Override
    public void shutdown() {
        client.shutdown();
    }

    @Override
    public void shutdownNow() {
        client.shutdownNow();
    }

    @Override
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        return client.awaitTermination(duration);
    }

    @Override
    public boolean isTerminated() {
        return client.isTerminated();
    }

    @Override
    public void close() {
        client.close();
    }
}
