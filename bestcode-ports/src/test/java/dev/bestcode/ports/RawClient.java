package dev.bestcode.ports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A connection to a proxy, byte by byte.
final class RawClient implements AutoCloseable {
    /// Longer than any of these tests takes, so that a hang fails in place of the build.
    private static final int MILLIS_MAX = 20_000;

    final Socket socket;
    final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(MILLIS_MAX);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static RawClient to(Egress egress) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), proxy(egress).getPort()));
    }

    /// The field that opens this way, with its line end.
    static String credentials(Egress egress) {
        var pair = proxy(egress).getUserInfo().getBytes(StandardCharsets.US_ASCII);
        return "Proxy-Authorization: Basic %s\r\n"
                .formatted(Base64.getEncoder().encodeToString(pair));
    }

    static URI proxy(Egress egress) {
        return URI.create(egress.environment().getOrDefault("HTTPS_PROXY", ""));
    }

    /// Ask on a connection of its own, with the right credentials after the first line. The request
    /// says `Connection: close`, or is one that the proxy does not go on after.
    /// @return all that came back
    static String ask(Egress egress, String request) throws IOException {
        try (var client = to(egress)) {
            client.send(request.replaceFirst("\r\n", "\r\n" + credentials(egress)));
            return client.rest();
        }
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    String head() throws IOException {
        return readHead(in);
    }

    String body(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /// All that comes until the other end hangs up.
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
