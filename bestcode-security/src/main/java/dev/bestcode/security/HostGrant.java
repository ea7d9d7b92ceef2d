package dev.bestcode.security;

import dev.bestcode.api.organism.PortSpec;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The form that a declared port has among the grants, and what it opens read back from there:
/// rights are kept as text, and may have been cut down since.
final class HostGrant {
    private static final Pattern OUTBOUND =
            Pattern.compile(
                    "(?<listener>[^:]+): outbound (?<protocol>[a-z]+) (?<host>\\S+) port (?<port>[0-9]+)");

    private HostGrant() {}

    static String of(String listener, PortSpec port, String host) {
        return "%s: %s %s %s port %d"
                .formatted(
                        listener,
                        port.direction().word(),
                        port.protocol().word(),
                        host,
                        port.port());
    }

    /// The URLs of scheme, host and port that it lets a listener connect to; of plain TCP those of
    /// both schemes.
    static Stream<String> destinations(String grant, String listener) {
        var found = OUTBOUND.matcher(grant);
        if (!found.matches() || !found.group("listener").equals(listener)) {
            return Stream.of();
        }
        var host = found.group("host");
        var place =
                "://%s:%s"
                        .formatted(
                                host.contains(":") ? "[" + host + "]" : host, found.group("port"));
        return switch (found.group("protocol")) {
            case "http", "https" -> Stream.of(found.group("protocol") + place);
            case "tcp" -> Stream.of("http" + place, "https" + place);
            default -> Stream.of();
        };
    }
}
