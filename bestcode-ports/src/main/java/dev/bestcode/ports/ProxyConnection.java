package dev.bestcode.ports;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/// Serves one connection of the user: one tunnel, or requests of plain HTTP one after the other,
/// each of them checked anew.
final class ProxyConnection implements Runnable {
    private static final byte[] ESTABLISHED =
            "HTTP/1.1 200 Connection Established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String user;
    private final Gate gate;
    private final ProxyToken token;
    private final EgressLimits limits;
    private final Failures failures;
    private final EgressListener listener;
    private final Client client;
    private final Traffic traffic;
    private @Nullable OriginLink link;

    ProxyConnection(
            String user,
            Gate gate,
            ProxyToken token,
            EgressLimits limits,
            Failures failures,
            EgressListener listener,
            Socket socket)
            throws IOException {
        this.user = user;
        this.gate = gate;
        this.token = token;
        this.limits = limits;
        this.failures = failures;
        this.listener = listener;
        this.client = new Client(socket, limits);
        this.traffic = new Traffic(limits.connectionBytes());
    }

    @Override
    public void run() {
        try {
            client.in.hurry(limits.head());
            serve();
        } catch (EgressException e) {
            refuse(e);
        } catch (SocketTimeoutException e) {
            refuse(new EgressException(Refusal.SLOW, "no whole request came in time"));
        } catch (MalformedHeadException e) {
            refuse(new EgressException(e.asRefusal(), "the request has " + e.getMessage()));
        } catch (IOException e) {
            // One of the two ends is gone; there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the proxy is closing
        } finally {
            var _ = unlink();
            client.close();
        }
    }

    private void serve() throws IOException, InterruptedException {
        for (var head = client.heads.read(); head.isPresent(); head = next()) {
            if (!serve(head.get())) {
                return;
            }
        }
    }

    /// @return whether another request may follow
    private boolean serve(Head head) throws IOException, InterruptedException {
        var authorization = head.single("proxy-authorization");
        if (!token.opens(authorization)) {
            throw new EgressException(
                    Refusal.CREDENTIALS,
                    "this way out is another process's; use the proxy URL that yours was given, with its user and password");
        }
        var number = ProxyToken.request(authorization);
        var request = ProxyRequest.of(head);
        try {
            return switch (request) {
                case ProxyRequest.Connect(var target) -> carry(target);
                case ProxyRequest.Forward forward -> forward(forward, number);
            };
        } catch (EgressException e) {
            failures.failed(number, request.target(), e);
            answer(e);
            return false;
        }
    }

    private Optional<Head> next() throws IOException, InterruptedException {
        var current = link;
        if (!client.hasMore(traffic) || current == null || !current.awaitAnswered()) {
            return Optional.empty();
        }
        return client.heads.read();
    }

    private boolean carry(Target target) throws IOException, InterruptedException {
        var _ = unlink();
        try (var way = gate.tunnel(target)) {
            opened(target, way);
            client.out.write(ESTABLISHED);
            new Tunnel(client, way, traffic, limits).carry();
        }
        closed(target);
        return false;
    }

    private boolean forward(ProxyRequest.Forward request, OptionalLong number)
            throws IOException, InterruptedException {
        var current = link;
        if (current == null || !current.target().equals(request.target())) {
            var _ = unlink();
            var way = gate.plain(request.target());
            current = new OriginLink(client, request.target(), way, traffic, limits, failures);
            link = current;
            opened(request.target(), way);
            current.start();
        }
        boolean last = request.head().connectionOptions().contains("close");
        return ask(current, new ProxyAsk(request, number, last));
    }

    private static boolean ask(OriginLink current, ProxyAsk ask)
            throws IOException, InterruptedException {
        try {
            current.ask(ask);
            return true;
        } catch (MalformedHeadException | SocketTimeoutException e) {
            throw e; // of the client's making
        } catch (IOException e) {
            current.close();
            var _ = current.awaitAnswered(); // its worker says so, unless it has answered already
            return false;
        }
    }

    /// @return whether the client may be told something
    private boolean unlink() {
        var current = link;
        if (current == null) {
            return true;
        }
        link = null;
        boolean free = current.retire();
        closed(current.target());
        return free;
    }

    private void opened(Target target, Way way) {
        listener.on(
                new EgressEvent.Opened(
                        user, target.host().toString(), target.port(), way.address()));
    }

    private void closed(Target target) {
        listener.on(
                new EgressEvent.Closed(
                        user,
                        target.host().toString(),
                        target.port(),
                        traffic.sent(),
                        traffic.received()));
    }

    private void refuse(EgressException why) {
        listener.on(new EgressEvent.Rejected(user, why.reason()));
        answer(why);
    }

    private void answer(EgressException why) {
        try {
            if (unlink()) {
                client.refuse(why);
                client.drain();
            }
        } catch (IOException gone) {
            // so nobody reads it
        }
    }
}
