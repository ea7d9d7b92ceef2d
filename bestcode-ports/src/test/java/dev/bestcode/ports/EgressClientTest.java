package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.testkit.ClosedPort;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// The client that a user of HTTP is handed.
class EgressClientTest {
    @Test
    void aRequestGoesThroughTheProxyAndItsSecretStaysThere() throws Exception {
        var events = new CopyOnWriteArrayList<EgressEvent>();
        try (var origin = Origin.saying("", "hello");
                var egress = typed("http://" + origin.at()).listener(events::add).build()) {
            var answer = get(egress, "http://" + origin.at() + "/x");
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(events.getFirst())
                    .isEqualTo(
                            new EgressEvent.Opened(
                                    "test", "127.0.0.1", origin.port(), "127.0.0.1"));
            assertThat(origin.heads().toString())
                    .doesNotContainIgnoringCase("proxy-", "bearer", secret(egress));
        }
    }

    @Test
    void requestsShareConnections() throws Exception {
        try (var origin = Origin.saying("", "hello");
                var egress = typed("http://" + origin.at()).build()) {
            for (int i = 0; i < 20; i++) {
                get(egress, "http://" + origin.at() + "/");
            }
            assertThat(origin.connections()).isLessThan(10);
        }
    }

    @Test
    void aHostOffTheListIsADecisionAndNothingIsSent() throws IOException {
        try (var origin = Origin.saying("", "hello");
                var egress = typed("http://127.0.0.1:1").build()) {
            assertThatThrownBy(() -> get(egress, "http://" + origin.at() + "/"))
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(SecurityException.class)
                    .hasMessageContaining(
                            "127.0.0.1:%d is not on the list of test, which has 127.0.0.1:1"
                                    .formatted(origin.port()));
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void anAddressThatIsNotAllowedIsADecisionInATunnelToo() {
        for (var scheme : List.of("http", "https")) {
            try (var egress =
                    Egress.to(
                                    "test",
                                    HostList.toward(
                                            URI.create(scheme + "://api.example.org"), false))
                            .resolver(new Hosts.Names().with("api.example.org", "10.0.0.1"))
                            .build()) {
                assertThatThrownBy(() -> get(egress, scheme + "://api.example.org/"))
                        .hasRootCauseInstanceOf(EgressException.class)
                        .hasStackTraceContaining("SecurityException")
                        .hasMessageContaining("api.example.org:")
                        .hasMessageContaining("is at 10.0.0.1 (a private network)");
            }
        }
    }

    @Test
    void whatCannotBeReachedEndsAsWithADirectConnection() throws IOException {
        for (var scheme : List.of("http", "https")) {
            try (var nobody = ClosedPort.hold();
                    var egress = typed(scheme + "://127.0.0.1:" + nobody.number()).build()) {
                var there = scheme + "://127.0.0.1:" + nobody.number();
                assertThatThrownBy(() -> get(egress, there + "/"))
                        .isInstanceOf(ConnectException.class);
            }
            var nowhere = scheme + "://no.example.org";
            try (var egress = typed(nowhere).resolver(new Hosts.Names()).build()) {
                assertThatThrownBy(() -> get(egress, nowhere + "/"))
                        .isInstanceOf(UnknownHostException.class);
            }
        }
    }

    @Test
    void aPageOfTheOriginIsNotTakenForOneOfTheProxy() throws Exception {
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    peer.say(
                                            "HTTP/1.1 403 Forbidden\r\nProxy-Status: bestcode; error=x\r\nContent-Length: 2\r\n\r\nno");
                                });
                var egress = typed("http://" + origin.at()).build()) {
            var answer = get(egress, "http://" + origin.at() + "/");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("no");
        }
    }

    @Test
    void aCancelledRequestIsGivenUpAtTheOrigin() throws Exception {
        var begun = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        try (var origin =
                        Origin.that(
                                peer -> {
                                    peer.head();
                                    begun.countDown();
                                    if (peer.in.read() < 0) {
                                        gone.countDown();
                                    }
                                });
                var egress = typed("http://" + origin.at()).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + origin.at() + "/")).build();
            var answer =
                    egress.httpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            answer.cancel(true);
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void manyRequestsAtOnceEachGetTheirOwnAnswer() throws Exception {
        try (var origin =
                        Origin.that(
                                peer -> {
                                    for (var head = peer.head();
                                            !head.isEmpty();
                                            head = peer.head()) {
                                        var path = head.substring(4, head.indexOf(" HTTP"));
                                        peer.say(
                                                "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                                                        .formatted(path.length(), path));
                                    }
                                });
                var egress = typed("http://" + origin.at()).build()) {
            var answers =
                    new ArrayList<java.util.concurrent.CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < 100; i++) {
                var request =
                        HttpRequest.newBuilder(URI.create("http://%s/%d".formatted(origin.at(), i)))
                                .build();
                answers.add(
                        egress.httpClient()
                                .sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(answers.get(i).get().body()).isEqualTo("/" + i);
            }
        }
    }

    @Test
    void afterCloseNothingGoesOut() throws Exception {
        try (var origin = Origin.saying("", "hello")) {
            var egress = typed("http://" + origin.at()).build();
            HttpClient client = egress.httpClient();
            egress.close();
            var request = HttpRequest.newBuilder(URI.create("http://" + origin.at() + "/")).build();
            assertThatThrownBy(
                            () ->
                                    client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                                            .get())
                    .isInstanceOf(ExecutionException.class);
            assertThat(origin.connections()).isZero();
        }
    }

    private static Egress.Builder typed(String url) {
        return Egress.to("test", HostList.toward(URI.create(url), true));
    }

    private static String secret(Egress egress) {
        return RawClient.proxy(egress).getUserInfo().substring("bestcode:".length());
    }

    private static HttpResponse<String> get(Egress egress, String url)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return egress.httpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
