package dev.bestcode.ports;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;

/// An open connection toward a target.
/// @param in what comes back; nothing else may read from the socket
/// @param through the proxy that it really ends at
record Way(Socket socket, BoundedInput in, OutputStream out, Optional<UpstreamProxy> through)
        implements AutoCloseable {
    String address() {
        return socket.getInetAddress().getHostAddress();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
