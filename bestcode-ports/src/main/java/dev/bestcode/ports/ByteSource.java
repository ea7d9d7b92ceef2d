package dev.bestcode.ports;

import java.io.IOException;
import java.net.Socket;

/// Bytes as they come, with a bound on the wait for them.
@FunctionalInterface
interface ByteSource {
    /// @param waitMillis from 1
    /// @return how many came, -1 at the end
    /// @throws java.net.SocketTimeoutException when none came in time
    int read(byte[] buffer, int offset, int length, int waitMillis) throws IOException;

    static ByteSource of(Socket socket) throws IOException {
        var in = socket.getInputStream();
        return (buffer, offset, length, waitMillis) -> {
            socket.setSoTimeout(waitMillis);
            return in.read(buffer, offset, length);
        };
    }
}
