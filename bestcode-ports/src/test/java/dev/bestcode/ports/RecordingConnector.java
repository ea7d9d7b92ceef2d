package dev.bestcode.ports;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notes where it was sent, and goes to one port of loopback instead, or nowhere.
final class RecordingConnector implements Connector {
    private final List<InetSocketAddress> asked = new CopyOnWriteArrayList<>();
    private final int port;

    private RecordingConnector(int port) {
        this.port = port;
    }

    static RecordingConnector toNowhere() {
        return new RecordingConnector(0);
    }

    static RecordingConnector to(Origin origin) {
        return new RecordingConnector(origin.port());
    }

    /// Such as `93.184.215.14:443`, in order.
    List<String> asked() {
        return asked.stream()
                .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
                .toList();
    }

    List<InetSocketAddress> addresses() {
        return List.copyOf(asked);
    }

    void forget() {
        asked.clear();
    }

    @Override
    public Socket connect(InetSocketAddress address, Duration limit) throws IOException {
        asked.add(address);
        if (port == 0) {
            throw new ConnectException("nowhere");
        }
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }
}
