package dev.bestcode.ports;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The proxy of one user of the network, on a loopback port of its own: CONNECT, and plain HTTP
/// with whole URLs. Closing it ends every connection.
final class EgressProxy implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Semaphore room;
    private final EgressLimits limits;
    private final Serving serving;
    private final EgressListener listener;
    private final String user;

    /// Makes what serves one connection.
    @FunctionalInterface
    interface Serving {
        Runnable of(Socket socket) throws IOException;
    }

    /// @param server bound; closed with this
    EgressProxy(
            ServerSocket server,
            String user,
            EgressLimits limits,
            EgressListener listener,
            Serving serving) {
        this.server = server;
        this.user = user;
        this.limits = limits;
        this.listener = listener;
        this.serving = serving;
        this.room = new Semaphore(limits.connections());
        Thread.ofVirtual().name("egress-" + user).start(this::accept);
    }

    java.net.InetSocketAddress address() {
        return (java.net.InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() {
        Quietly.close(server);
        sockets.forEach(Quietly::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException e) {
                // Closed, or this one connection was gone before it was taken.
            }
        }
    }

    private void take(Socket socket) throws IOException {
        sockets.add(socket);
        boolean admitted = room.tryAcquire();
        try {
            var connection = admitted ? serving.of(socket) : busy(socket);
            Thread.ofVirtual()
                    .name("egress-connection")
                    .start(() -> serve(connection, socket, admitted));
        } catch (IOException | RuntimeException e) {
            end(socket, admitted);
            throw e;
        }
    }

    private void serve(Runnable connection, Socket socket, boolean admitted) {
        try {
            // One that came in while the proxy was closed is in nobody's list.
            if (!server.isClosed()) {
                connection.run();
            }
        } finally {
            end(socket, admitted);
        }
    }

    private void end(Socket socket, boolean admitted) {
        Quietly.close(socket);
        sockets.remove(socket);
        if (admitted) {
            room.release();
        }
    }

    private Runnable busy(Socket socket) throws IOException {
        var client = new Client(socket, limits);
        return () -> {
            var why =
                    new EgressException(
                            Refusal.BUSY,
                            "%s has %d connections open, and no more are allowed"
                                    .formatted(user, limits.connections()));
            listener.on(new EgressEvent.Rejected(user, why.reason()));
            try {
                client.refuse(why);
                client.drain();
            } catch (IOException gone) {
                // so nobody reads it
            }
        };
    }
}
