package dev.bestcode.runtime;

import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.kernel.Kernel;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The owner's end of the control socket: takes connections, each served by workers of its own, so
/// that no peer waits for another and the system waits for none. Idle, it costs nothing.
final class ControlServer implements AutoCloseable {
    /// More faces of one system than a person has; each costs a line buffer and a few workers.
    static final int CONNECTIONS_MAX = 16;

    /// What a follower that reads gets of the last entries when the system closes.
    private static final Duration GRACE = Duration.ofSeconds(1);

    /// Until there may be a file descriptor again.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path directory;
    private final DurableView view;
    private final FutureTask<ControlSocket> opening;
    private final Set<ControlConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private ControlServer(Path directory, Kernel kernel) {
        this.directory = directory;
        this.view = new DurableView(kernel);
        this.opening = new FutureTask<>(() -> ControlSocket.open(directory, System.getenv()));
    }

    /// Begin to listen, beside what else has to be done before the system stands.
    /// @param directory of the kernel, which has just been opened here
    static ControlServer opening(Path directory, Kernel kernel) {
        var server = new ControlServer(directory, kernel);
        Thread.ofVirtual().name("bestcode-control-open").start(server.opening);
        return server;
    }

    /// Answer for the system. When this returns, other processes can connect, or
    /// [#problem] says why not.
    void serve(SystemControl system) {
        if (problem().isEmpty()) {
            var desk = new ControlDesk(OwnerInfo.ofThisProcess(directory), system, view);
            Thread.ofVirtual().name("bestcode-control").start(() -> accept(desk));
        }
    }

    Path directory() {
        return directory;
    }

    Optional<String> problem() {
        try {
            awaitSocket();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("%s: no control socket: %s".formatted(directory, e));
        }
    }

    private ControlSocket awaitSocket() throws IOException {
        try {
            return Uninterruptibly.get(opening);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private void accept(ControlDesk desk) {
        try {
            var socket = awaitSocket().channel();
            while (socket.isOpen()) {
                try {
                    welcome(socket.accept(), desk);
                } catch (ClosedChannelException closed) {
                    return;
                } catch (IOException noDescriptor) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (IOException | InterruptedException end) {
            // There is no socket any more.
        }
    }

    private void welcome(SocketChannel channel, ControlDesk desk) throws IOException {
        if (connections.size() >= CONNECTIONS_MAX) {
            try (channel) {
                ControlLine.write(channel, ControlLine.error(turnedAway()));
            }
            return;
        }
        var connection = new ControlConnection(channel, desk, connections::remove);
        connections.add(connection);
        connection.start();
        if (closed) { // it came between the last look and the end
            connection.hangUp();
        }
    }

    private static String turnedAway() {
        return "%d connections are open, which is the bound; close one".formatted(CONNECTIONS_MAX);
    }

    /// Take no more connections, let followers have what is durable, and hang up. The kernel is
    /// still open.
    @Override
    public void close() {
        try {
            awaitSocket().close();
            if (!connections.isEmpty()) {
                view.awaitAll(GRACE);
                view.end();
                long deadline = System.nanoTime() + GRACE.toNanos();
                connections.forEach(ControlConnection::finish);
                for (var connection : connections) {
                    connection.awaitStreams(deadline);
                }
            }
        } catch (IOException e) {
            // It stays for the next owner to remove.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            view.end();
            connections.forEach(ControlConnection::hangUp);
        }
    }
}
