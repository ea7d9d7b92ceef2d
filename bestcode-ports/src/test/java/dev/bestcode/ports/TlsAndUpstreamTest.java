package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLHandshakeException;

/// TLS from end to end, with and without a proxy of the network's own in between; that one is
/// played by a second way out.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsAndUpstreamTest {
    private final List<EgressEvent> corporateEvents = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final TlsOrigin origin;

    TlsAndUpstreamTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.origin = new TlsOrigin(folder);
    }

    @AfterAll
    void stop() {
        origin.close();
    }

    @Test
    void theCertificateIsTheOriginsOwnAndItsAuthorityIsTheUsers() throws Exception {
        try (var egress = egress(origin.url(), trusting(), here())) {
            assertThat(get(egress, origin.url())).isEqualTo("over TLS");
            assertThat(origin.fields()).isNotEmpty().noneMatch(name -> name.startsWith("Proxy"));
        }
        try (var egress = egress(origin.url(), Map.of(), here())) {
            assertThatThrownBy(() -> get(egress, origin.url()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aFileWithoutCertificatesIsSaidToBeThat() throws IOException {
        var empty = Files.createFile(folder.resolve("empty.pem"));
        for (var file : List.of(empty, folder.resolve("missing.pem"), folder.resolve("keys.p12"))) {
            try (var egress =
                    egress(origin.url(), Map.of("SSL_CERT_FILE", file.toString()), here())) {
                assertThatThrownBy(egress::httpClient)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("SSL_CERT_FILE is " + file);
            }
        }
    }

    @Test
    void behindAProxyTheNameIsCheckedAndTheAddressIsThatProxys() throws Exception {
        var mine = new Hosts.Names();
        try (var corporate = corporate(origin.url());
                var egress = egress(origin.url(), through(corporate, "HTTPS_PROXY"), mine)) {
            assertThat(get(egress, origin.url())).isEqualTo("over TLS");
            assertThatThrownBy(() -> get(egress, "https://evil.com/"))
                    .hasCauseInstanceOf(SecurityException.class);
            assertThat(mine.questions()).as("that proxy resolves").isZero();
            assertThat(corporateEvents)
                    .contains(
                            new EgressEvent.Opened(
                                    "corporate", TlsOrigin.NAME, origin.port(), "127.0.0.1"))
                    .noneMatch(event -> event.toString().contains("evil"));
        }
    }

    @Test
    void plainHttpGoesThroughThatProxyWithItsCredentials() throws Exception {
        try (var plain = Origin.saying("", "hello")) {
            var url = "http://%s:%d/x".formatted(TlsOrigin.NAME, plain.port());
            try (var corporate = corporate(url);
                    var egress = egress(url, through(corporate, "http_proxy"), new Hosts.Names())) {
                assertThat(get(egress, url)).isEqualTo("hello");
                assertThat(plain.heads().getFirst())
                        .startsWith("GET /x HTTP/1.1\r\n")
                        .doesNotContainIgnoringCase("proxy-");
            }
        }
    }

    @Test
    void aProxyThatRefusesIsNamedAndItsPasswordIsNot() {
        try (var corporate = corporate("https://other.example.org/")) {
            var right = through(corporate, "ALL_PROXY");
            try (var egress = egress(origin.url(), right, new Hosts.Names())) {
                assertThatThrownBy(() -> get(egress, origin.url()))
                        .hasMessageContaining("opened no way to api.example.org:")
                        .hasMessageContaining("(403)")
                        .message()
                        .doesNotContain(RawClient.proxy(corporate).getUserInfo());
            }
            var wrong = RawClient.proxy(corporate);
            var url = "http://bestcode:wrong-secret@127.0.0.1:" + wrong.getPort();
            try (var egress = egress(origin.url(), Map.of("HTTPS_PROXY", url), new Hosts.Names())) {
                assertThatThrownBy(() -> get(egress, origin.url()))
                        .hasMessageContaining("(407)")
                        .message()
                        .doesNotContain("wrong-secret");
            }
        }
    }

    @Test
    void noProxyAndThisMachineAreReachedDirectly() throws Exception {
        var nowhere = "http://127.0.0.1:1";
        for (var without : List.of("example.org", ".example.org", "*", "x, " + TlsOrigin.NAME)) {
            var environment = Map.of("HTTPS_PROXY", nowhere, "NO_PROXY", without);
            try (var egress = egress(origin.url(), and(environment, trusting()), here())) {
                assertThat(get(egress, origin.url())).as(without).isEqualTo("over TLS");
            }
        }
        try (var plain = Origin.saying("", "hello")) {
            var url = "http://" + plain.at() + "/";
            try (var egress = egress(url, Map.of("HTTP_PROXY", nowhere), new Hosts.Names())) {
                assertThat(get(egress, url)).isEqualTo("hello");
            }
        }
    }

    private Egress corporate(String url) {
        return Egress.to("corporate", HostList.toward(URI.create(url), true))
                .resolver(here())
                .listener(corporateEvents::add)
                .build();
    }

    private static Egress egress(String url, Map<String, String> environment, HostResolver names) {
        return Egress.to("test", HostList.toward(URI.create(url), true))
                .environment(environment)
                .resolver(names)
                .build();
    }

    private static Hosts.Names here() {
        return new Hosts.Names().with(TlsOrigin.NAME, "127.0.0.1");
    }

    private Map<String, String> trusting() {
        return Map.of("SSL_CERT_FILE", origin.certificate().toString());
    }

    private Map<String, String> through(Egress corporate, String variable) {
        return and(Map.of(variable, RawClient.proxy(corporate).toString()), trusting());
    }

    private static Map<String, String> and(Map<String, String> one, Map<String, String> other) {
        var both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    private static String get(Egress egress, String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return egress.httpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
