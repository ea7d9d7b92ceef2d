package dev.bestcode.ports;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The user's side of one connection to the proxy.
final class Client {
    /// An answer given early is lost if the connection is closed on bytes that nobody read, so some
    /// are read and dropped.
    private static final int DRAIN_BYTES_MAX = 1 << 20;

    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final Socket socket;
    private final EgressLimits limits;
    final BoundedInput in;
    final HeadReader heads;
    final OutputStream out;

    Client(Socket socket, EgressLimits limits) throws IOException {
        this.socket = socket;
        this.limits = limits;
        socket.setTcpNoDelay(true);
        in = new BoundedInput(ByteSource.of(socket), limits.idle(), System::nanoTime);
        heads = new HeadReader(in, limits);
        out = socket.getOutputStream();
    }

    /// Wait for the next request, however long an answer streams meanwhile.
    /// @return false when there is none
    boolean hasMore(Traffic traffic) throws IOException {
        while (true) {
            try {
                return in.peek() >= 0;
            } catch (SocketTimeoutException e) {
                if (traffic.quietFor(limits.idle().toNanos())) {
                    return false;
                }
            }
        }
    }

    /// Answer that there is no way, and why.
    void refuse(EgressException why) throws IOException {
        var refusal = why.refusal();
        var body = ("bestcode: " + why.reason() + "\n").getBytes(StandardCharsets.UTF_8);
        var head =
                new HeadText("HTTP/1.1 %d %s".formatted(refusal.status, refusal.phrase))
                        .field("Proxy-Status", "bestcode; error=" + refusal.error)
                        .field("Content-Type", "text/plain; charset=utf-8")
                        .field("Content-Length", Integer.toString(body.length))
                        .field("Connection", "close");
        if (refusal == Refusal.CREDENTIALS) {
            head.field("Proxy-Authenticate", "Basic realm=\"bestcode\"");
        }
        out.write(head.bytes());
        out.write(body);
        finish();
    }

    /// Nothing more comes from here.
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    void drain() throws IOException {
        in.hurry(DRAIN);
        var dropped = new byte[8 << 10];
        int all = 0;
        for (int count = 0; count >= 0 && all < DRAIN_BYTES_MAX; all += count) {
            count = in.read(dropped, 0, dropped.length);
        }
    }

    void close() {
        Quietly.close(socket);
    }
}
