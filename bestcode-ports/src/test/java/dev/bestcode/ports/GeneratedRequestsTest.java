package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Requests by the hundred thousand, from good to nonsense, with a resolver that lies: whatever
/// they say, a connection goes to an address that the list allows, or nowhere.
class GeneratedRequestsTest {
    private static final List<String> NAMES = List.of("api.example.org", "two.example.org");
    private static final List<String> LITERALS = List.of("10.9.8.7", "2606:4700::1");
    private static final int PORT = 443;

    private static final List<String> HOSTS =
            List.of(
                    "api.example.org",
                    "API.EXAMPLE.ORG.",
                    "two.example.org",
                    "10.9.8.7",
                    "[2606:4700::1]",
                    "evil.com",
                    "api.example.org.evil.com",
                    "127.0.0.1",
                    "127.1",
                    "0x7f000001",
                    "2130706433",
                    "[::1]",
                    "[::ffff:10.9.8.7]",
                    "169.254.169.254",
                    "localhost",
                    "api.example.org@evil.com",
                    "evil.com#@api.example.org",
                    "evil.com\u0000.api.example.org",
                    "\uff41pi.example.org",
                    "10.9.8.007",
                    "010.9.8.7",
                    "[fe80::1%25lo]",
                    "",
                    "*",
                    "*.example.org");

    private static final List<String> PORTS =
            List.of(":443", ":443", ":443", "", ":80", ":0443", ":", ":22");

    private static final List<String> LINES =
            List.of(
                    "CONNECT %s HTTP/1.1",
                    "CONNECT %s HTTP/1.1",
                    "CONNECT %s HTTP/1.0",
                    "GET http://%s/ HTTP/1.1",
                    "POST http://%s/p HTTP/1.1",
                    "GET / HTTP/1.1",
                    "GET https://%s/ HTTP/1.1",
                    "PRI * HTTP/2.0",
                    "CONNECT  %s HTTP/1.1",
                    "TRACE http://%s/ HTTP/1.1");

    private static final List<String> FIELDS =
            List.of(
                    "Content-Length: 0",
                    "Content-Length: 5",
                    "Transfer-Encoding: chunked",
                    "Connection: close",
                    "Connection: host",
                    "X: y",
                    " folded",
                    "X\u0000: y",
                    "Host: evil.com",
                    "Upgrade: h2c",
                    "Expect: 100-continue",
                    "X: \u0430",
                    "Proxy-Connection: keep-alive");

    /// Answers anything for any name, a public address now and then.
    private final class Liar implements HostResolver {
        @Override
        public List<InetAddress> resolve(String name) {
            questions++;
            assertThat(NAMES).as("only listed names are asked for").contains(name);
            return List.of(any());
        }
    }

    private final Random random = new Random(Counts.seed("requests"));
    private final RecordingConnector connector = RecordingConnector.toNowhere();
    private int questions;

    private final Gate gate =
            new Gate(
                    "test",
                    Hosts.https("api.example.org", "two.example.org", "10.9.8.7", "2606:4700::1"),
                    UpstreamProxies.NONE,
                    new Liar(),
                    connector,
                    EgressLimits.DEFAULT);

    @Test
    void nothingConnectsToAnAddressOutsideTheList() {
        int count = Counts.of("generated requests", 100_000);
        int understood = 0;
        int connections = 0;
        for (int i = 0; i < count; i++) {
            var request = request();
            int before = connector.addresses().size();
            int asked = questions;
            if (ask(request)) {
                understood++;
            }
            if (questions - asked > 1) {
                throw new AssertionError("more than one look-up for " + request);
            }
            if (connector.addresses().size() > before) {
                connections++;
                assertAllowed(request);
                connector.forget();
            }
        }
        System.out.printf("understood: %,d, connections tried: %,d%n", understood, connections);
        assertThat(understood).isGreaterThan(count / 100);
        assertThat(connections).isGreaterThan(count / 500);
    }

    private void assertAllowed(String request) {
        for (var address : connector.addresses()) {
            var literal = address.getAddress();
            boolean named = LITERALS.stream().map(Hosts::address).toList().contains(literal);
            boolean open = CidrTable.kindOf(literal.getAddress()) == AddressKind.PUBLIC;
            assertThat(named || open).as("%s for %s", address, request).isTrue();
            assertThat(address.getPort()).isEqualTo(PORT);
        }
    }

    private boolean ask(String request) {
        try {
            var head = new HeadReader(input(request), EgressLimits.DEFAULT).read();
            var parsed = ProxyRequest.of(head.orElseThrow());
            switch (parsed) {
                case ProxyRequest.Connect(var target) -> gate.tunnel(target);
                case ProxyRequest.Forward forward -> gate.plain(forward.target());
            }
            throw new AssertionError("connected to nowhere");
        } catch (EgressException e) {
            return Set.of(Refusal.NOT_LISTED, Refusal.ADDRESS, Refusal.UNREACHABLE)
                    .contains(e.refusal());
        } catch (IOException refused) {
            return false;
        }
    }

    private static BoundedInput input(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        var left = new int[] {0};
        return new BoundedInput(
                (buffer, offset, length, _) -> {
                    int count = Math.min(length, bytes.length - left[0]);
                    System.arraycopy(bytes, left[0], buffer, offset, count);
                    left[0] += count;
                    return count == 0 ? -1 : count;
                },
                Duration.ofMinutes(1),
                System::nanoTime);
    }

    private String request() {
        var authority = pick(HOSTS) + pick(PORTS);
        var request = new StringBuilder(pick(LINES).formatted(authority)).append("\r\n");
        request.append(random.nextInt(4) > 0 ? "Host: " + authority + "\r\n" : "");
        for (int fields = random.nextInt(3); fields > 0; fields--) {
            request.append(pick(FIELDS)).append("\r\n");
        }
        request.append("\r\n");
        if (random.nextInt(8) == 0) {
            request.setCharAt(random.nextInt(request.length()), (char) random.nextInt(256));
        }
        return request.toString();
    }

    private InetAddress any() {
        var literal = Optional.of(random.nextInt(3)).filter(n -> n > 0);
        var bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        if (literal.isPresent()) {
            var row = CidrTable.rows().get(random.nextInt(CidrTable.rows().size()));
            bytes = Ranges.within(row, random);
        } else if (bytes.length == 16) {
            bytes[0] = 0x26;
        }
        return Addresses.of(bytes);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
