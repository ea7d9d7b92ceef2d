package dev.bestcode.llm;

import org.jspecify.annotations.Nullable;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One HTTP request and its answer, read piece by piece on the caller's thread.
///
/// The client's threads only put pieces into a queue. So every wait is one `poll` with a time
/// limit, an interrupt ends it at once, and closing before the end gives the exchange up.
final class Exchange implements AutoCloseable {
    /// What the client's threads report.
    private sealed interface Piece {}

    record Head(int status, HttpHeaders headers) implements Piece {}

    private record Chunk(List<ByteBuffer> buffers) implements Piece {}

    private record End() implements Piece {}

    private record Broken(Throwable cause) implements Piece {}

    /// How long to wait, after all that is wanted, for the end of a body: only a body that was read
    /// to its end leaves a connection that can be used again, and it is on its way.
    private static final Duration TAIL_WAIT = Duration.ofMillis(50);

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Body body = new Body();
    private final LlmTimeouts timeouts;
    private final ExchangeErrors errors;
    private final long startNanos = System.nanoTime(); // a socket's wait is real time, in tests too
    private final CompletableFuture<HttpResponse<Void>> response;
    private boolean ended; // read and written by the caller alone

    Exchange(HttpClient http, HttpRequest request, LlmTimeouts timeouts, ProviderErrors errors) {
        this.timeouts = timeouts;
        this.errors = new ExchangeErrors(errors, timeouts);
        response = http.sendAsync(request, this::onHead);
        var _ =
                response.whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                pieces.add(new Broken(failure));
                            }
                        });
    }

    /// Wait for status and headers.
    Head head() throws InterruptedException {
        var piece = poll(timeouts.firstByte());
        return switch (piece) {
            case null -> throw errors.timedOut(totalIsOver(), true);
            case Head head -> head;
            case Broken(var cause) -> throw errors.broken(cause);
            case Chunk _, End _ -> throw new IllegalStateException("a body came before its head");
        };
    }

    /// Wait for the next bytes of the body; empty at its end.
    Optional<List<ByteBuffer>> next() throws InterruptedException {
        var piece = poll(timeouts.idle());
        return switch (piece) {
            case null -> throw errors.timedOut(totalIsOver(), false);
            case Chunk(var buffers) -> {
                body.more();
                yield Optional.of(buffers);
            }
            case End _ -> {
                ended = true;
                yield Optional.empty();
            }
            case Broken(var cause) -> throw errors.broken(cause);
            case Head _ -> throw new IllegalStateException("a second head");
        };
    }

    /// Nothing more is wanted; let the connection be used again when the body ends by itself.
    void awaitTail() throws InterruptedException {
        long deadline = System.nanoTime() + TAIL_WAIT.toNanos();
        for (long left = TAIL_WAIT.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            switch (pieces.poll(left, TimeUnit.NANOSECONDS)) {
                case Chunk _ -> body.more();
                case End _ -> {
                    ended = true;
                    return;
                }
                case Head _, Broken _ -> {
                    return;
                }
                case null -> {
                    return;
                }
            }
        }
    }

    /// Give up what has not ended. What has is left alone: its connection may serve another request
    /// by now, and that one would be cancelled in its place.
    @Override
    public void close() {
        if (!ended) {
            response.cancel(true);
            body.cancel();
        }
    }

    private @Nullable Piece poll(Duration limit) throws InterruptedException {
        long left = Math.min(limit.toNanos(), totalLeftNanos());
        return pieces.poll(Math.max(left, 0), TimeUnit.NANOSECONDS);
    }

    private boolean totalIsOver() {
        return totalLeftNanos() <= 0;
    }

    private long totalLeftNanos() {
        return timeouts.total().toNanos() - (System.nanoTime() - startNanos);
    }

    private HttpResponse.BodySubscriber<Void> onHead(HttpResponse.ResponseInfo info) {
        pieces.add(new Head(info.statusCode(), info.headers()));
        return body;
    }

    /// Hands chunks over one at a time, so that a fast server waits for a slow reader.
    private final class Body implements HttpResponse.BodySubscriber<Void> {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private volatile Flow.@Nullable Subscription subscription;

        @Override
        public CompletionStage<Void> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            newSubscription.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            pieces.add(new Chunk(buffers));
        }

        @Override
        public void onError(Throwable failure) {
            pieces.add(new Broken(failure));
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            pieces.add(new End());
            done.complete(null);
        }

        void more() {
            var current = subscription;
            if (current != null) {
                current.request(1);
            }
        }

        void cancel() {
            var current = subscription;
            if (current != null) {
                current.cancel();
            }
        }
    }
}
