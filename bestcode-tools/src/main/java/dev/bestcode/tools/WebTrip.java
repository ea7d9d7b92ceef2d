package dev.bestcode.tools;

import dev.bestcode.api.message.Source;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One way to a page: requests until one is not sent on, all within one time. Each host on it has
/// to be allowed by itself, and is a source from its first word on.
final class WebTrip {
    /// Of all requests together; a person waits about that long for a page.
    static final Duration TIME_MAX = Duration.ofSeconds(30);

    /// As browsers' documentation and RFC 9110, section 15.4, would have it: few.
    static final int REDIRECTS_MAX = 5;

    private final HttpClient client;
    private final Set<String> destinations;
    private final Consumer<Source> reads;
    private final Duration timeMax;
    private final long end;

    /// @param destinations where it may lead, as rights have them
    /// @param reads takes each host that answers
    WebTrip(HttpClient client, Set<String> destinations, Consumer<Source> reads) {
        this(client, destinations, reads, TIME_MAX);
    }

    WebTrip(HttpClient client, Set<String> destinations, Consumer<Source> reads, Duration timeMax) {
        this.client = client;
        this.destinations = destinations;
        this.reads = reads;
        this.timeMax = timeMax;
        this.end = System.nanoTime() + timeMax.toNanos();
    }

    WebAnswer to(WebAddress first) throws IOException, InterruptedException, ToolFailedException {
        var address = first;
        for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            address.requireIn(destinations);
            var response = answer(address);
            reads.accept(Source.network(address.host()));
            var location = response.headers().firstValue("location");
            if (!isRedirect(response.statusCode()) || location.isEmpty()) {
                return WebAnswer.of(address, response);
            }
            var next = address.to(location.get());
            if (address.isEncrypted() && !next.isEncrypted()) {
                throw new ToolFailedException(
                        "%s sends on to %s, which is not encrypted; that is not followed"
                                .formatted(address.url(), next.url()));
            }
            address = next;
        }
        throw new ToolFailedException(
                "%s sends on more than %d times; that is not followed further"
                        .formatted(first.url(), REDIRECTS_MAX));
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private HttpResponse<byte[]> answer(WebAddress address)
            throws IOException, InterruptedException, ToolFailedException {
        var request =
                HttpRequest.newBuilder(address.url())
                        .header("User-Agent", "BestCode web-fetch")
                        .header("Accept", WebAnswer.ACCEPTED)
                        .header("Accept-Encoding", "gzip")
                        .GET()
                        .build();
        var answer = client.sendAsync(request, WebTrip::body);
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ToolFailedException(
                    "%s did not answer within %d s; try later or do without it"
                            .formatted(address.url(), timeMax.toSeconds()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw new ToolFailedException(
                        "%s cannot be read: %s".formatted(address.url(), io.getMessage()));
            }
            throw new IOException(e.getCause());
        }
    }

    /// What is sent on has a body that nobody reads, and of what is no text none is loaded.
    private static HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo info) {
        if (isRedirect(info.statusCode()) && info.headers().firstValue("location").isPresent()) {
            return BoundedBody.unread();
        }
        return WebAnswer.problem(info.headers())
                .<HttpResponse.BodySubscriber<byte[]>>map(BoundedBody::refused)
                .orElseGet(() -> BoundedBody.upTo(WebAnswer.BYTES_MAX));
    }
}
