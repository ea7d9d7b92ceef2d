package dev.bestcode.ports;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The proxies of an environment: `HTTPS_PROXY` for tunnels, `HTTP_PROXY` for plain HTTP, else
/// `ALL_PROXY`, and `NO_PROXY`, each also in lower case, which comes first. What is on this machine
/// is never reached through them.
record UpstreamProxies(
        Optional<UpstreamProxy> forTunnels, Optional<UpstreamProxy> forPlain, NoProxy without) {
    static final UpstreamProxies NONE =
            new UpstreamProxies(Optional.empty(), Optional.empty(), new NoProxy(""));

    /// @throws IllegalArgumentException when one of them names no proxy; the message names the
    ///     variable and not its text
    static UpstreamProxies of(Map<String, String> environment) {
        return new UpstreamProxies(
                proxy("HTTPS_PROXY", environment),
                proxy("HTTP_PROXY", environment),
                new NoProxy(value("NO_PROXY", environment).orElse("")));
    }

    Optional<UpstreamProxy> toward(Target target, boolean tunnel) {
        return isHere(target.host()) || without.covers(target)
                ? Optional.empty()
                : tunnel ? forTunnels : forPlain;
    }

    private static boolean isHere(Host host) {
        return switch (host) {
            case Host.Name(var name) -> LocalNames.isLocalhost(name);
            case Host.Literal(var address) -> AddressKind.of(address) == AddressKind.LOOPBACK;
        };
    }

    private static Optional<UpstreamProxy> proxy(String name, Map<String, String> environment) {
        return value(name, environment)
                .map(text -> UpstreamProxy.parse(name, text))
                .or(
                        () ->
                                value("ALL_PROXY", environment)
                                        .map(text -> UpstreamProxy.parse("ALL_PROXY", text)));
    }

    private static Optional<String> value(String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT)))
                .or(() -> Optional.ofNullable(environment.get(name)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
