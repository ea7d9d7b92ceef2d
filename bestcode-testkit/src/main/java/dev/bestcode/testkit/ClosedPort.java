package dev.bestcode.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A port of the loopback address at which nobody listens, and which nobody else is given
/// meanwhile:
/// whoever connects to it is refused. Close it to give it back. Safe from several threads.
public final class ClosedPort implements AutoCloseable {
    private final Socket held;

    private ClosedPort(Socket held) {
        this.held = held;
    }

    public static ClosedPort hold() throws IOException {
        var socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new ClosedPort(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    public int number() {
        return held.getLocalPort();
    }

    /// Where a server would be.
    public String url() {
        return "http://127.0.0.1:" + number();
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
