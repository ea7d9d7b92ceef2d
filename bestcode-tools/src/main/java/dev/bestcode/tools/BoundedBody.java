package dev.bestcode.tools;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// The bytes of an answer up to a bound, beyond which it is given up; or none at all, so that what
/// is not read is not loaded either.
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int bytesMax;
    private Flow.@Nullable Subscription subscription;

    private BoundedBody(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    static BoundedBody upTo(int bytesMax) {
        return new BoundedBody(bytesMax);
    }

    /// Of an answer whose body does not matter.
    static BoundedBody unread() {
        var subscriber = new BoundedBody(0);
        subscriber.body.complete(new byte[0]);
        return subscriber;
    }

    /// @param why for whoever asked
    static BoundedBody refused(String why) {
        var subscriber = new BoundedBody(0);
        subscriber.body.completeExceptionally(new IOException(why));
        return subscriber;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (body.isDone()) {
            given.cancel();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        for (var item : items) {
            if (body.isDone()) {
                return;
            }
            if (bytes.size() + item.remaining() > bytesMax) {
                body.completeExceptionally(
                        new IOException("it has more than %,d bytes".formatted(bytesMax)));
                if (subscription != null) {
                    subscription.cancel();
                }
                return;
            }
            var piece = new byte[item.remaining()];
            item.get(piece);
            bytes.writeBytes(piece);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }
}
