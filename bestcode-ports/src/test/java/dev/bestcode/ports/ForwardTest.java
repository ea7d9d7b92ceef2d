package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Plain HTTP through the proxy.
class ForwardTest {
    private final List<EgressEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void aRequestArrivesWithoutWhatWasMeantForTheProxy() throws IOException {
        try (var origin = Origin.saying("X-Origin: 1\r\nKeep-Alive: timeout=5\r\n", "hello");
                var egress = toward(origin)) {
            var answer =
                    RawClient.ask(
                            egress,
                            "GET http://%s/a?b=c HTTP/1.1\r\nHost: %s\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nProxy-Connection: x\r\nTE: trailers\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\nX-Kept: 1\r\n\r\n"
                                    .formatted(origin.at(), origin.at()));

            assertThat(origin.heads())
                    .containsExactly(
                            "GET /a?b=c HTTP/1.1\r\nHost: %s\r\nX-Kept: 1\r\n\r\n"
                                    .formatted(origin.at()));
            assertThat(answer)
                    .isEqualTo(
                            "HTTP/1.1 200 OK\r\nX-Origin: 1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
        }
    }

    @Test
    void requestsShareOneConnectionAtBothEnds() throws IOException {
        try (var origin = Origin.saying("", "ok");
                var egress = toward(origin);
                var client = RawClient.to(egress)) {
            for (int i = 0; i < 3; i++) {
                client.send(get(origin, egress, "/" + i));
                assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                assertThat(client.body(2)).isEqualTo("ok");
            }
            assertThat(origin.connections()).isOne();
            assertThat(origin.heads()).hasSize(3);
        }
    }

    @Test
    void whenTheOriginHangsUpBetweenRequestsSoDoesTheProxy() throws IOException {
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                                });
                var egress = toward(origin);
                var client = RawClient.to(egress)) {
            client.send(get(origin, egress, "/"));
            assertThat(client.rest()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    }

    @Test
    void aClientThatHangsUpEndsTheOriginsWork() throws Exception {
        var gone = new CountDownLatch(1);
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    peer.say(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
                                    if (peer.in.read() < 0) {
                                        gone.countDown();
                                    }
                                });
                var egress = toward(origin)) {
            try (var client = RawClient.to(egress)) {
                client.send(get(origin, egress, "/"));
                client.head();
            }
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void bodiesGoBothWaysInChunksMadeAnew() throws IOException {
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    var body = peer.body("5\r\nhello\r\n0\r\n\r\n".length());
                                    peer.say(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n%x;ext=1\r\n%s\r\n0\r\nX: 1\r\n\r\n"
                                                    .formatted(body.length(), body));
                                });
                var egress = toward(origin)) {
            var answer =
                    RawClient.ask(
                            egress,
                            "POST http://%s/ HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0005;x=\"y\"\r\nhello\r\n0\r\nTrailer: no\r\n\r\n"
                                    .formatted(origin.at(), origin.at()));
            assertThat(answer)
                    .isEqualTo(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nf\r\n5\r\nhello\r\n0\r\n\r\n\r\n0\r\n\r\n");
        }
    }

    /// Chunks that are there go on as one, and nothing that is there waits for what is not.
    @Test
    void whatHasComeOfAChunkedBodyGoesOnAtOnce() throws IOException {
        var read = new CompletableFuture<Void>();
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    peer.say(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n3\r\nd");
                                    read.join();
                                    peer.say("ef\r\n0\r\n\r\n");
                                });
                var egress = toward(origin);
                var client = RawClient.to(egress)) {
            client.send(get(origin, egress, "/"));
            client.head();
            assertThat(client.body(9)).isEqualTo("4\r\nabcd\r\n");
            read.complete(null);
            assertThat(client.body(12)).isEqualTo("2\r\nef\r\n0\r\n\r\n");
        }
    }

    @Test
    void aChunkedBodyThatIsLongerThanAnyPieceIsWhole() throws IOException {
        var body = "0123456789".repeat(10_000);
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    peer.say(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                                    + body.replaceAll(".{500}", "1f4;a=b\r\n$0\r\n")
                                                    + "0\r\n\r\n");
                                });
                var egress = toward(origin)) {
            var answer = RawClient.ask(egress, request("GET", origin, "/"));
            assertThat(unchunked(answer.substring(answer.indexOf("\r\n\r\n") + 4))).isEqualTo(body);
        }
    }

    private static String unchunked(String chunks) {
        var body = new StringBuilder();
        for (int at = 0; at < chunks.length(); ) {
            int begin = chunks.indexOf("\r\n", at) + 2;
            int size = HexFormat.fromHexDigits(chunks, at, begin - 2);
            body.append(chunks, begin, begin + size);
            at = begin + size + 2;
        }
        return body.toString();
    }

    @Test
    void anAnswerToHeadHasALengthAndNoBody() throws IOException {
        try (var origin =
                        Origin.that(
                                peer -> {
                                    while (!peer.head().isEmpty()) {
                                        peer.say("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
                                    }
                                });
                var egress = toward(origin)) {
            assertThat(RawClient.ask(egress, request("HEAD", origin, "/")))
                    .isEqualTo(
                            "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nConnection: close\r\n\r\n");
        }
    }

    @Test
    void continueIsPassedOnBeforeTheAnswer() throws IOException {
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    peer.say("HTTP/1.1 100 Continue\r\n\r\n");
                                    peer.body(2);
                                    peer.say("HTTP/1.1 204 No Content\r\n\r\n");
                                });
                var egress = toward(origin);
                var client = RawClient.to(egress)) {
            client.send(
                    "POST http://%s/ HTTP/1.1\r\nHost: %s\r\n%sExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
                            .formatted(origin.at(), origin.at(), RawClient.credentials(egress)));
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("ok");
            assertThat(client.head()).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
        }
    }

    @Test
    void anAnswerWithoutALengthEndsWithItsConnection() throws IOException {
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    peer.say("HTTP/1.0 200 OK\r\n\r\nuntil the end");
                                });
                var egress = toward(origin)) {
            assertThat(RawClient.ask(egress, request("GET", origin, "/")))
                    .isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end");
        }
    }

    @Test
    void aCutAnswerStaysCut() throws IOException {
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    peer.say(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
                                });
                var egress = toward(origin)) {
            assertThat(RawClient.ask(egress, request("GET", origin, "/")))
                    .endsWith("\r\n\r\n3\r\nhel\r\n");
        }
    }

    @Test
    void anOriginThatHangsUpWithoutAnAnswerIsABadGateway() throws IOException {
        try (var origin = Origin.that(Origin.Peer::head);
                var egress = toward(origin)) {
            assertThat(RawClient.ask(egress, request("GET", origin, "/")))
                    .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                    .contains("Proxy-Status: bestcode; error=http_protocol_error")
                    .contains("broke the connection off");
            assertThat(events).anyMatch(event -> event instanceof EgressEvent.Refused);
        }
    }

    @Test
    void aRedirectOffTheListEndsAtTheNextRequest() throws IOException {
        try (var secret = Origin.saying("", "secret");
                var origin = Origin.saying("Location: http://%s/\r\n".formatted(secret.at()), "");
                var egress = toward(origin);
                var client = RawClient.to(egress)) {
            client.send(get(origin, egress, "/"));
            assertThat(client.head()).contains("Location: http://" + secret.at());
            client.send(get(secret, egress, "/")); // on the very connection that was let through
            assertThat(client.rest())
                    .startsWith("HTTP/1.1 403 Forbidden\r\n")
                    .contains("Proxy-Status: bestcode; error=http_request_denied")
                    .contains(
                            secret.at() + " is not on the list of test, which has " + origin.at());
            assertThat(secret.connections()).isZero();
        }
    }

    @Test
    void eventsHaveHostPortAndBytesAndNothingElse() throws IOException {
        try (var origin = Origin.saying("", "hello")) {
            try (var egress = toward(origin)) {
                RawClient.ask(egress, request("GET", origin, "/path?token=s3cret"));
                RawClient.ask(
                        egress, request("GET", origin, "/").replace("127.0.0.1", "127.0.0.2"));
                RawClient.ask(egress, "nonsense\r\n\r\n");
                try (var stranger = RawClient.to(egress)) {
                    stranger.send(request("GET", origin, "/")).rest();
                }
            }
            while (events.size() < 5) {
                Thread.onSpinWait(); // the last ones come after their answers
            }
            assertThat(events)
                    .hasSize(5)
                    .contains(
                            new EgressEvent.Opened("test", "127.0.0.1", origin.port(), "127.0.0.1"))
                    .hasAtLeastOneElementOfType(EgressEvent.Refused.class)
                    .hasAtLeastOneElementOfType(EgressEvent.Rejected.class)
                    .anySatisfy(
                            event ->
                                    assertThat(event)
                                            .isInstanceOfSatisfying(
                                                    EgressEvent.Closed.class,
                                                    ForwardTest::assertCounted));
            assertThat(events.toString()).doesNotContain("s3cret", "path");
        }
    }

    private static void assertCounted(EgressEvent.Closed closed) {
        assertThat(closed.sent()).isPositive();
        assertThat(closed.received()).isGreaterThan(5);
    }

    private Egress toward(Origin origin) {
        return Egress.to("test", HostList.toward(URI.create("http://" + origin.at()), true))
                .listener(events::add)
                .build();
    }

    private static String request(String method, Origin origin, String path) {
        return "%s http://%s%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                .formatted(method, origin.at(), path, origin.at());
    }

    private static String get(Origin origin, Egress egress, String path) {
        return "GET http://%s%s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(origin.at(), path, origin.at(), RawClient.credentials(egress));
    }
}
