package dev.bestcode.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The server's side of one HTTP/1.1 connection, by hand: a server that can be asked to break off
/// at any byte is what no library offers.
final class HttpConnection implements AutoCloseable {
    /// A request as it came, its body unread by anyone.
    /// @param arrivedNanos when its first line was there, by the JVM's own clock
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Incoming(
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            long arrivedNanos) {}

    /// A line of a head; longer ones are no client's.
    private static final int LINE_BYTES_MAX = 64 << 10;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /// The next request; empty when the client has closed the connection.
    Optional<Incoming> read() throws IOException {
        var first = line();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        long arrived = System.nanoTime();
        var words = first.get().split(" ", -1);
        var headers = headers();
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        var body = in.readNBytes(length);
        if (body.length < length || words.length < 2) {
            throw new EOFException("the request is cut short");
        }
        return Optional.of(new Incoming(words[0], words[1], headers, body, arrived));
    }

    /// Answer with a whole body.
    void respond(int status, String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        var all = new HashMap<>(headers);
        all.put("content-length", Integer.toString(body.length));
        var response = new ByteArrayOutputStream();
        response.writeBytes(head(status, contentType, all));
        response.writeBytes(body);
        out.write(response.toByteArray());
        out.flush();
    }

    void startStream() throws IOException {
        out.write(
                head(
                        200,
                        "text/event-stream; charset=utf-8",
                        Map.of("transfer-encoding", "chunked")));
    }

    void chunk(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return; // an empty chunk would end the body
        }
        var chunk = new ByteArrayOutputStream(bytes.length + 16);
        chunk.writeBytes(ascii(Integer.toHexString(bytes.length) + "\r\n"));
        chunk.writeBytes(bytes);
        chunk.writeBytes(ascii("\r\n"));
        out.write(chunk.toByteArray());
        out.flush();
    }

    void endStream() throws IOException {
        out.write(ascii("0\r\n\r\n"));
        out.flush();
    }

    /// Say nothing until the client hangs up, or for so long.
    void awaitClientGone(Duration limit) throws IOException {
        socket.setSoTimeout(Math.toIntExact(Math.max(1, limit.toMillis())));
        try {
            while (in.read() >= 0) {
                // whatever else it sends is not heard
            }
        } catch (SocketTimeoutException timeIsOver) {
            // as the script wants it
        }
    }

    /// Break off, with a reset in place of an orderly end.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        while (true) {
            var line = line().orElseThrow(() -> new EOFException("the head is cut short"));
            if (line.isEmpty()) {
                return headers;
            }
            int colon = Math.max(line.indexOf(':'), 0);
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    private Optional<String> line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            if (line.size() == LINE_BYTES_MAX) {
                throw new IOException("a line of the head is too long");
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
    }

    private static byte[] head(int status, String contentType, Map<String, String> headers) {
        var head = new StringBuilder("HTTP/1.1 %d Scripted\r\n".formatted(status));
        head.append("content-type: ").append(contentType).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return ascii(head.append("\r\n").toString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
