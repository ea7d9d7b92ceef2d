package dev.bestcode.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Decides and connects, in one piece: the host must be on the list, is resolved once, every
/// address it has must be allowed, and the connection goes to one of those very addresses. There is
/// no second look-up that could answer otherwise.
final class Gate {
    /// Further addresses of a host are not tried.
    private static final int ADDRESSES_MAX = 8;

    private final String user;
    private final HostList hosts;
    private final UpstreamProxies proxies;
    private final HostResolver resolver;
    private final Connector connector;
    private final EgressLimits limits;

    Gate(
            String user,
            HostList hosts,
            UpstreamProxies proxies,
            HostResolver resolver,
            Connector connector,
            EgressLimits limits) {
        this.user = user;
        this.hosts = hosts;
        this.proxies = proxies;
        this.resolver = resolver;
        this.connector = connector;
        this.limits = limits;
    }

    /// @throws EgressException when the target is not on the list
    void requireListed(Target target) throws EgressException {
        var _ = standing(target);
    }

    /// Open a way on which bytes can be exchanged with the target itself.
    Way tunnel(Target target) throws IOException {
        var proxy = proxies.toward(target, true);
        var way = open(target, proxy);
        if (proxy.isPresent()) {
            try {
                askForTunnel(way, target, proxy.get());
            } catch (IOException | RuntimeException e) {
                way.close();
                throw e;
            }
        }
        return way;
    }

    /// Open a way on which plain HTTP can be spoken, with whole URLs if it is through a proxy.
    Way plain(Target target) throws IOException {
        return open(target, proxies.toward(target, false));
    }

    private Way open(Target target, Optional<UpstreamProxy> proxy) throws IOException {
        var standing = standing(target);
        if (proxy.isPresent()) {
            // The name is all there is to check here; who resolves it is that proxy.
            if (target.host() instanceof Host.Literal(var address)) {
                requireAllowed(target, List.of(address), kind -> isSensible(kind));
            }
            return connected(proxy.get().target(), kind -> isSensible(kind), proxy);
        }
        return connected(target, allowed(target.host(), standing), proxy);
    }

    private HostList.Standing standing(Target target) throws EgressException {
        return hosts.standing(target)
                .orElseThrow(
                        () ->
                                new EgressException(
                                        Refusal.NOT_LISTED,
                                        "%s is not on the list of %s, which has %s"
                                                .formatted(target, user, hosts)));
    }

    private static Predicate<AddressKind> allowed(Host host, HostList.Standing standing) {
        return switch (host) {
            case Host.Literal _ -> kind -> isSensible(kind); // named as such
            case Host.Name(var name) ->
                    switch (standing) {
                        case TYPED -> kind -> isOwn(kind) || kind == AddressKind.PUBLIC;
                        case LISTED ->
                                LocalNames.isLocalhost(name)
                                        ? kind -> kind == AddressKind.LOOPBACK
                                        : kind -> kind == AddressKind.PUBLIC;
                    };
        };
    }

    private static boolean isOwn(AddressKind kind) {
        return kind == AddressKind.LOOPBACK
                || kind == AddressKind.PRIVATE
                || kind == AddressKind.CARRIER;
    }

    /// Of these the system makes this machine or a whole network, whatever they were meant for.
    private static boolean isSensible(AddressKind kind) {
        return kind != AddressKind.UNSPECIFIED && kind != AddressKind.MULTICAST;
    }

    private Way connected(
            Target target, Predicate<AddressKind> allowed, Optional<UpstreamProxy> through)
            throws IOException {
        var addresses = addresses(target.host());
        requireAllowed(target, addresses, allowed);
        var socket = connect(target, addresses);
        try {
            var in = new BoundedInput(ByteSource.of(socket), limits.idle(), System::nanoTime);
            return new Way(socket, in, socket.getOutputStream(), through);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private List<InetAddress> addresses(Host host) throws EgressException {
        return switch (host) {
            case Host.Literal(var address) -> List.of(address);
            case Host.Name(var name) -> resolved(name);
        };
    }

    private List<InetAddress> resolved(String name) throws EgressException {
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(name);
        } catch (UnknownHostException e) {
            addresses = List.of();
        }
        if (addresses.isEmpty()) {
            throw new EgressException(
                    Refusal.UNKNOWN_HOST, "the host name %s was not found".formatted(name));
        }
        return addresses;
    }

    /// One forbidden address among good ones is a trick or a mistake, and either way no host to
    /// send anything to.
    private static void requireAllowed(
            Target target, List<InetAddress> addresses, Predicate<AddressKind> allowed)
            throws EgressException {
        for (var address : addresses) {
            var kind = AddressKind.of(address);
            if (!allowed.test(kind)) {
                throw new EgressException(
                        Refusal.ADDRESS,
                        "%s is at %s (%s); only an address that is on the list itself may be one of these"
                                .formatted(target, address.getHostAddress(), kind.words));
            }
        }
    }

    private Socket connect(Target target, List<InetAddress> all) throws EgressException {
        var addresses = all.subList(0, Math.min(all.size(), ADDRESSES_MAX));
        long deadline = System.nanoTime() + limits.connect().toNanos();
        boolean late = false;
        for (int i = 0; i < addresses.size(); i++) {
            long left = (deadline - System.nanoTime()) / (addresses.size() - i);
            var share = Duration.ofMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            try {
                return connector.connect(
                        new InetSocketAddress(addresses.get(i), target.port()), share);
            } catch (SocketTimeoutException e) {
                late = true;
            } catch (IOException e) {
                // the next one, if there is one
            }
        }
        throw late
                ? new EgressException(
                        Refusal.TIMEOUT,
                        "no connection to %s within %s s"
                                .formatted(target, limits.connect().toMillis() / 1000.0))
                : new EgressException(
                        Refusal.UNREACHABLE, "%s could not be connected to".formatted(target));
    }

    private void askForTunnel(Way way, Target target, UpstreamProxy proxy) throws IOException {
        var ask =
                new StringBuilder("CONNECT %s HTTP/1.1\r\nHost: %s\r\n".formatted(target, target));
        proxy.authorization()
                .ifPresent(
                        value -> ask.append("Proxy-Authorization: ").append(value).append("\r\n"));
        way.out().write(ask.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        way.in().hurry(limits.connect());
        try {
            var head = new HeadReader(way.in(), limits).read();
            int status = head.isPresent() ? AnswerHead.of(head.get()).status() : 0;
            if (status < 200 || status > 299) {
                throw new EgressException(
                        Refusal.BROKEN,
                        "the proxy %s opened no way to %s (%s)"
                                .formatted(proxy, target, status == 0 ? "no answer" : status));
            }
        } catch (SocketTimeoutException e) {
            throw new EgressException(
                    Refusal.TIMEOUT, "the proxy %s did not answer in time".formatted(proxy));
        } catch (MalformedHeadException e) {
            throw new EgressException(
                    Refusal.BROKEN, "the proxy %s answered with no HTTP".formatted(proxy));
        }
    }
}
