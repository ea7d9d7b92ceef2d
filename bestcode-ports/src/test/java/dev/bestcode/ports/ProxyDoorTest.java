package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Who gets in, how many, how slowly and how much.
class ProxyDoorTest {
    private static final EgressLimits USUAL = EgressLimits.DEFAULT;

    @Test
    void whoeverHasNotTheSecretGetsNothing() throws IOException {
        var connector = RecordingConnector.toNowhere();
        try (var egress =
                Egress.to("test", Hosts.https("127.0.0.1")).connector(connector).build()) {
            var right = RawClient.proxy(egress).getUserInfo();
            for (var field :
                    List.of(
                            "",
                            "Proxy-Authorization: " + basic("bestcode:"),
                            "Proxy-Authorization: " + basic("other:" + right.substring(9)),
                            "Proxy-Authorization: " + basic(right + "x"),
                            "Proxy-Authorization: " + basic(right.substring(0, right.length() - 1)),
                            "Proxy-Authorization: Bearer ",
                            "Proxy-Authorization: Bearer .1",
                            "Proxy-Authorization: Basic ====",
                            "Proxy-Authorization: Digest " + right,
                            "Authorization: " + basic(right))) {
                try (var stranger = RawClient.to(egress)) {
                    stranger.send(
                            "CONNECT 127.0.0.1:443 HTTP/1.1\r\n%s\r\n"
                                    .formatted(field.isEmpty() ? "" : field + "\r\n"));
                    assertThat(stranger.rest())
                            .as(field)
                            .startsWith("HTTP/1.1 407 ")
                            .contains("Proxy-Authenticate: Basic")
                            .doesNotContain(right.substring(9));
                }
            }
            assertThat(connector.asked()).isEmpty();
            assertThat(RawClient.ask(egress, "CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n"))
                    .as("with the secret it is tried")
                    .startsWith("HTTP/1.1 502 ");
        }
    }

    @Test
    void twoWaysOutDoNotOpenEachOther() throws IOException {
        try (var one = Egress.to("one", Hosts.https("127.0.0.1")).build();
                var two = Egress.to("two", Hosts.https("127.0.0.1")).build();
                var client = RawClient.to(two)) {
            client.send("CONNECT 127.0.0.1:443 HTTP/1.1\r\n" + RawClient.credentials(one) + "\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 407 ");
        }
    }

    @Test
    void aHeadThatIsTooLargeIsRefusedAsThat() throws IOException {
        try (var egress = Egress.to("test", Hosts.https("127.0.0.1")).build()) {
            assertTooLarge(egress, "X: " + "a".repeat(USUAL.lineBytes()) + "\r\n");
            assertTooLarge(egress, "X: y\r\n".repeat(USUAL.fields() + 1));
            assertTooLarge(egress, ("X: " + "a".repeat(1 << 10) + "\r\n").repeat(100));
        }
    }

    private static void assertTooLarge(Egress egress, String fields) throws IOException {
        assertThat(RawClient.ask(egress, "CONNECT 127.0.0.1:443 HTTP/1.1\r\n" + fields + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aSilentOrHalfSpokenRequestIsEnded() throws IOException {
        var quick = limits(4, Duration.ofMillis(50), USUAL.idle(), 1 << 20);
        try (var egress = Egress.to("test", Hosts.https("127.0.0.1")).limits(quick).build()) {
            for (var begun : List.of("", "CONN", "CONNECT 127.0.0.1:443 HTTP/1.1\r\nX: y\r\n")) {
                try (var client = RawClient.to(egress)) {
                    assertThat(client.send(begun).rest()).startsWith("HTTP/1.1 408 ");
                }
            }
        }
    }

    /// The clock moves with every byte, so nothing waits.
    @Test
    void aByteNowAndThenDoesNotMoveTheDeadline() {
        var clock = new AtomicLong();
        ByteSource drip =
                (buffer, offset, _, waitMillis) -> {
                    assertThat(waitMillis).isPositive();
                    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
                    buffer[offset] = 'x';
                    return 1;
                };
        var in = new BoundedInput(drip, Duration.ofMinutes(10), clock::get);
        assertThatThrownBy(() -> new HeadReader(in, USUAL).read())
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(clock.get()).isEqualTo(TimeUnit.SECONDS.toNanos(USUAL.head().toSeconds() + 1));
    }

    @Test
    void connectionsAreBoundAndCountedBack() throws IOException {
        var two = limits(2, USUAL.head(), USUAL.idle(), 1 << 20);
        try (var origin = Origin.saying("", "ok");
                var egress =
                        Egress.to(
                                        "test",
                                        HostList.toward(URI.create("http://" + origin.at()), true))
                                .limits(two)
                                .build()) {
            var get =
                    "GET http://%s/ HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                            .formatted(origin.at(), origin.at(), RawClient.credentials(egress));
            try (var first = RawClient.to(egress).send(get);
                    var second = RawClient.to(egress).send(get);
                    var third = RawClient.to(egress)) {
                assertThat(first.head() + second.head()).contains("200 OK").doesNotContain("503");
                assertThat(third.rest())
                        .startsWith("HTTP/1.1 503 ")
                        .contains("test has 2 connections open");
            }
            var answer = "";
            while (!answer.startsWith("HTTP/1.1 200")) { // until their places are free again
                answer =
                        RawClient.ask(
                                egress,
                                "GET http://%s/ HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                        .formatted(origin.at(), origin.at()));
            }
        }
    }

    @Test
    void zeroConnectionsMeansNone() throws IOException {
        var none = limits(0, USUAL.head(), USUAL.idle(), 1 << 20);
        try (var egress = Egress.to("test", Hosts.https("127.0.0.1")).limits(none).build()) {
            assertThat(RawClient.ask(egress, "CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 503 ");
        }
    }

    @Test
    void aConnectionEndsAtItsLimitOfBytes() throws IOException {
        var small = limits(4, USUAL.head(), USUAL.idle(), 10_000);
        try (var origin =
                        Origin.that(
                                peer -> {
                                    while (true) {
                                        peer.say("x".repeat(1000));
                                    }
                                });
                var egress = tunnelTo(origin, small);
                var client = RawClient.to(egress)) {
            client.send(
                    "CONNECT %s HTTP/1.1\r\n%s\r\n"
                            .formatted(origin.at(), RawClient.credentials(egress)));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(bytesUntilTheEnd(client)).isLessThanOrEqualTo(10_000);
        }
    }

    private static long bytesUntilTheEnd(RawClient client) {
        long count = 0;
        try {
            while (client.in.read() >= 0) {
                count++;
            }
        } catch (IOException reset) {
            // an end as well
        }
        return count;
    }

    @Test
    void aTunnelThatStandsStillIsEnded() throws IOException {
        var impatient = limits(4, USUAL.head(), Duration.ofMillis(50), 1 << 20);
        try (var origin = Origin.that(peer -> peer.in.readAllBytes());
                var egress = tunnelTo(origin, impatient);
                var client = RawClient.to(egress)) {
            client.send(
                    "CONNECT %s HTTP/1.1\r\n%s\r\n"
                            .formatted(origin.at(), RawClient.credentials(egress)));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(bytesUntilTheEnd(client)).isZero();
        }
    }

    @Test
    void closingEndsWhatIsOpenAndTheDoor() throws Exception {
        var ended = new CountDownLatch(1);
        try (var origin =
                Origin.that(
                        peer -> {
                            peer.in.readAllBytes();
                            ended.countDown();
                        })) {
            var egress = tunnelTo(origin, USUAL);
            int port = RawClient.proxy(egress).getPort();
            try (var client = RawClient.to(egress)) {
                client.send(
                        "CONNECT %s HTTP/1.1\r\n%s\r\n"
                                .formatted(origin.at(), RawClient.credentials(egress)));
                client.head();
                egress.close();
                assertThat(bytesUntilTheEnd(client)).isZero();
                assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class);
            assertThatThrownBy(egress::environment).hasMessageContaining("closed");
        }
    }

    private static Egress tunnelTo(Origin origin, EgressLimits limits) {
        return Egress.to("test", HostList.toward(URI.create("http://" + origin.at()), true))
                .limits(limits)
                .build();
    }

    private static EgressLimits limits(int connections, Duration head, Duration idle, long bytes) {
        return new EgressLimits(
                connections,
                USUAL.headBytes(),
                USUAL.lineBytes(),
                USUAL.fields(),
                head,
                USUAL.connect(),
                idle,
                bytes);
    }

    private static String basic(String pair) {
        return "Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }
}
