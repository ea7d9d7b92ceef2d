package dev.bestcode.ports;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Opens a connection to an address that was checked; the one place that does.
@FunctionalInterface
interface Connector {
    /// @param address resolved
    Socket connect(InetSocketAddress address, Duration limit) throws IOException;

    static Connector system() {
        return (address, limit) -> {
            // Not the proxy of the JVM's own settings: the address is the decision.
            var socket = new Socket(java.net.Proxy.NO_PROXY);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(address, Math.toIntExact(limit.toMillis()));
                return socket;
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        };
    }
}
