package dev.bestcode.ports;

import java.time.Duration;

/// What one user of the network may use up of the proxy.
/// @param connections at once; further ones are answered 503
/// @param headBytes of a request's or an answer's head
/// @param lineBytes of one line of it
/// @param fields of one head
/// @param head from the first byte of a request to the end of its head, and for the first byte of
///     the first one
/// @param connect until a connection stands, over all addresses of a host
/// @param idle between two bytes of either direction
/// @param connectionBytes of one connection, both directions together
public record EgressLimits(
        int connections,
        int headBytes,
        int lineBytes,
        int fields,
        Duration head,
        Duration connect,
        Duration idle,
        long connectionBytes) {
    /// Connections: a build tool opens some tens. Head: the largest that common servers take, and
    /// half of it for one line. Idle: longer than any model thinks in silence. Bytes: more than any
    /// package, and an endless stream ends.
    public static final EgressLimits DEFAULT =
            new EgressLimits(
                    128,
                    64 << 10,
                    32 << 10,
                    200,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(10),
                    16L << 30);

    public EgressLimits {
        if (connections < 0
                || headBytes < 1
                || lineBytes < 1
                || fields < 0
                || connectionBytes < 0) {
            throw new IllegalArgumentException(
                    "limits are %d connections, %d and %d bytes, %d fields, %d bytes of a connection; allowed from 0, and from 1 for a head and a line"
                            .formatted(connections, headBytes, lineBytes, fields, connectionBytes));
        }
        if (!head.isPositive() || !connect.isPositive() || !idle.isPositive()) {
            throw new IllegalArgumentException(
                    "limits are %s, %s and %s; allowed: more than zero"
                            .formatted(head, connect, idle));
        }
    }

    /// The same, with another time between two bytes.
    public EgressLimits withIdle(Duration limit) {
        return new EgressLimits(
                connections, headBytes, lineBytes, fields, head, connect, limit, connectionBytes);
    }

    /// The same, with another wait for a connection.
    public EgressLimits withConnect(Duration limit) {
        return new EgressLimits(
                connections, headBytes, lineBytes, fields, head, limit, idle, connectionBytes);
    }
}
