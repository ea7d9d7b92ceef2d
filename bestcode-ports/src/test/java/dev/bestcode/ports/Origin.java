package dev.bestcode.ports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on loopback that does with each connection what a test says.
final class Origin implements AutoCloseable {
    /// What is done with one connection; it is closed when that returns.
    @FunctionalInterface
    interface Behaviour {
        void serve(Peer peer) throws IOException;
    }

    private final ServerSocket server;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    private Origin(Behaviour behaviour) throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(behaviour));
    }

    static Origin that(Behaviour behaviour) throws IOException {
        return new Origin(behaviour);
    }

    /// Answers every request without a body with this one, and keeps the connection.
    static Origin saying(String head, String body) throws IOException {
        return that(
                peer -> {
                    while (!peer.head().isEmpty()) {
                        peer.say(
                                "HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s"
                                        .formatted(head, body.length(), body));
                    }
                });
    }

    int port() {
        return server.getLocalPort();
    }

    String at() {
        return "127.0.0.1:" + port();
    }

    /// Every head that came, in order.
    List<String> heads() {
        return List.copyOf(heads);
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var connection : connections) {
            connection.close();
        }
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(behaviour, socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Behaviour behaviour, Socket socket) {
        try (socket) {
            behaviour.serve(new Peer(socket));
        } catch (IOException gone) {
            // the other end's right
        }
    }

    /// One connection.
    final class Peer {
        final Socket socket;
        final InputStream in;
        private final OutputStream out;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /// The next head; empty at the end.
        String head() throws IOException {
            var head = RawClient.readHead(in);
            if (!head.isEmpty()) {
                heads.add(head);
            }
            return head;
        }

        String body(int bytes) throws IOException {
            return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }
}
