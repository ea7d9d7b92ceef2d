package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A way out whose port is opened by somebody else's thread, before anything serves it.
class WayOutTest {
    @Test
    void thePortThatWasOpenedIsTheOneThatServes() throws IOException {
        try (var way = Egress.to("command-exec", HostList.of(List.of())).build()) {
            way.open();

            assertThat(way.environment().get("HTTPS_PROXY")).endsWith(":" + way.port());
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), way.port())) {
                socket.getOutputStream()
                        .write(
                                "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                assertThat(
                                new String(
                                        socket.getInputStream().readNBytes(12),
                                        StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 407");
            }
        }
    }

    @Test
    void opensOnce() throws IOException {
        try (var way = Egress.to("command-exec", HostList.of(List.of())).build()) {
            way.open();

            assertThatThrownBy(way::open).isInstanceOf(IllegalStateException.class);
        }
    }
}
