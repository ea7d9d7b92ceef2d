package dev.bestcode.tools;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A web site on loopback that answers each path as a test says, one request a connection.
final class Site implements AutoCloseable {
    /// Writes a whole answer.
    @FunctionalInterface
    interface Answer {
        void to(OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Map<String, Answer> pages = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    Site() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    Site page(String path, String type, String body) {
        return page(path, "Content-Type: " + type, body.getBytes(StandardCharsets.UTF_8));
    }

    Site page(String path, String headers, byte[] body) {
        return answers(
                path,
                out -> {
                    head(out, "200 OK", headers, body.length);
                    out.write(body);
                });
    }

    Site redirect(String path, String location) {
        return answers(path, out -> head(out, "302 Found", "Location: " + location, 0));
    }

    Site answers(String path, Answer answer) {
        pages.put(path, answer);
        return this;
    }

    static void head(OutputStream out, String status, String headers, long length)
            throws IOException {
        out.write(
                "HTTP/1.1 %s\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(status, headers, length)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The heads that came, in order.
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var head = head(new BufferedInputStream(socket.getInputStream()));
            requests.add(head);
            var path = head.split(" ", 3)[1];
            var out = socket.getOutputStream();
            pages.getOrDefault(
                            path, missing -> head(missing, "404 Not Found", "Content-Type: a/b", 0))
                    .to(out);
            out.flush();
        } catch (IOException gone) {
            // the other end's right
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no whole request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
