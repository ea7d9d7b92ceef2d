package dev.bestcode.ports;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;

/// Carries bytes both ways and looks at none of them: what is inside, TLS above all, is between the
/// two ends.
final class Tunnel {
    private static final int PIECE_BYTES = 16 << 10;

    private final Client client;
    private final Way way;
    private final Traffic traffic;
    private final long idleNanos;

    Tunnel(Client client, Way way, Traffic traffic, EgressLimits limits) {
        this.client = client;
        this.way = way;
        this.traffic = traffic;
        this.idleNanos = limits.idle().toNanos();
    }

    /// Returns when both directions have ended.
    void carry() throws InterruptedException {
        var back =
                Thread.ofVirtual()
                        .name("egress-back")
                        .start(() -> pump(way.in(), client.out, traffic::received, client::finish));
        pump(client.in, way.out(), traffic::sent, () -> way.socket().shutdownOutput());
        back.join();
    }

    @FunctionalInterface
    private interface Ending {
        void end() throws IOException;
    }

    private void pump(BoundedInput from, OutputStream to, Traffic.Count count, Ending ending) {
        try {
            var piece = new byte[PIECE_BYTES];
            for (int read = next(from, piece); read >= 0; read = next(from, piece)) {
                count.add(read);
                to.write(piece, 0, read);
            }
            ending.end();
        } catch (IOException e) {
            // One end is gone or over a limit, so the other one is of no use.
            Quietly.close(way.socket());
            client.close();
        }
    }

    /// A direction may be silent for as long as the other one is not.
    private int next(BoundedInput from, byte[] piece) throws IOException {
        while (true) {
            try {
                return from.read(piece, 0, piece.length);
            } catch (SocketTimeoutException e) {
                if (traffic.quietFor(idleNanos)) {
                    throw e;
                }
            }
        }
    }
}
