package dev.bestcode.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A server that answers each connection's first request with given bytes and hangs up.
final class OneAnswerServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d{1,9})");

    private final ServerSocket server;
    private final byte[] response;

    private OneAnswerServer(byte[] response) throws IOException {
        this.response = response;
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
        return new OneAnswerServer(response.toByteArray());
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
                socket.getOutputStream().write(response);
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
