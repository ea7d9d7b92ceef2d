package dev.bestcode.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A server that answers each connection's first request as it is told and hangs up.
final class OneAnswerServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d{1,9})");

    private final ServerSocket server;
    private final Answering answering;

    /// Writes what comes back to one request.
    interface Answering {
        void answer(String request, OutputStream out) throws IOException;
    }

    private OneAnswerServer(Answering answering) throws IOException {
        this.answering = answering;
        this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /// @param announced what `content-length` says
    static OneAnswerServer with(String contentType, byte[] body, int announced) throws IOException {
        var head =
                "HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n"
                        .formatted(contentType, announced);
        return raw(head, body);
    }

    static OneAnswerServer raw(String head, byte[] body) throws IOException {
        var response = new ByteArrayOutputStream();
        response.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        response.writeBytes(body);
        return answering((_, out) -> response.writeTo(out));
    }

    static OneAnswerServer answering(Answering how) throws IOException {
        return new OneAnswerServer(how);
    }

    /// A whole answer after which nothing comes on this connection.
    static byte[] response(String status, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return "HTTP/1.1 %s\r\ncontent-type: %s\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s"
                .formatted(status, contentType, bytes.length, body)
                .getBytes(StandardCharsets.UTF_8);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    AnthropicClient client() {
        return AnthropicClient.builder()
                .baseUrl(baseUrl())
                .apiKey(Fixtures.KEY)
                .timeouts(Fixtures.PATIENT)
                .httpClient(Fixtures.DIRECT)
                .build();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                var in = socket.getInputStream();
                var request = new byte[64 << 10];
                int read = in.read(request);
                while (read > 0 && !isWhole(Arrays.copyOf(request, read))) {
                    read += in.read(request, read, request.length - read);
                }
                answering.answer(
                        new String(request, 0, read, StandardCharsets.UTF_8),
                        socket.getOutputStream());
            } catch (IOException closedOrGone) {
                // the next connection, if there is one
            }
        }
    }

    private static boolean isWhole(byte[] request) {
        var text = new String(request, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        var length = LENGTH.matcher(text);
        return body >= 4
                && text.length() - body >= (length.find() ? Integer.parseInt(length.group(1)) : 0);
    }
}
