package dev.bestcode.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Takes HTTP connections on a free port of the loopback interface, each on a worker of its own.
final class LoopbackServer implements AutoCloseable {
    /// Answers one request.
    interface Responder {
        void answer(HttpConnection connection, HttpConnection.Incoming incoming) throws IOException;
    }

    private final Responder responder;
    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition connectionEnded = lock.newCondition();
    private final AtomicInteger accepted = new AtomicInteger();

    LoopbackServer(Responder responder) {
        this.responder = responder;
        try {
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no port of the loopback interface could be opened", e);
        }
    }

    void start() {
        Thread.ofVirtual().name("scripted-model").start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /// Connections that clients have opened so far.
    int accepted() {
        return accepted.get();
    }

    /// @return false when a client still holds a connection after the limit
    boolean awaitNone(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long nanosLeft = limit.toNanos();
            while (!connections.isEmpty() && nanosLeft > 0) {
                nanosLeft = connectionEnded.awaitNanos(nanosLeft);
            }
            return connections.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Break off whatever is under way.
    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the scripted model could not be closed", e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.add(socket);
                accepted.incrementAndGet();
                Thread.ofVirtual().name("scripted-model-connection").start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (var connection = new HttpConnection(socket)) {
            for (var incoming = connection.read();
                    incoming.isPresent() && !socket.isClosed();
                    incoming = connection.read()) {
                responder.answer(connection, incoming.get());
                if (socket.isClosed()) {
                    return; // by a fault
                }
            }
        } catch (IOException e) {
            // The client has gone, or the test is over: both are its right.
        } finally {
            forget(socket);
        }
    }

    private void forget(Socket socket) {
        lock.lock();
        try {
            connections.remove(socket);
            connectionEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
