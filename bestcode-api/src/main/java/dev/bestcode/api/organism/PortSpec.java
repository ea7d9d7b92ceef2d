package dev.bestcode.api.organism;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A port that a listener uses. Declaring it opens nothing: a profile's `network` does, by naming
/// the listener.
/// @param port 1 to 65535
/// @param hosts exact names or addresses, lower case, at most [#HOSTS_MAX]. Outbound: what may be
///     connected to, at least one. Inbound: who may connect; none is this machine alone
public record PortSpec(int port, Direction direction, Protocol protocol, List<String> hosts) {
    public static final int PORT_MAX = 65_535;

    /// Longer lists are a policy for a proxy of its own.
    public static final int HOSTS_MAX = 256;

    /// RFC 1035, section 2.3.4.
    private static final int NAME_CHARS_MAX = 253;

    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private static final Pattern OCTETS =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    /// What looks like a number to a resolver; only four plain octets may.
    private static final Pattern NUMBER_AT_END = Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

    public PortSpec {
        hosts = List.copyOf(hosts);
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "port is %d; allowed from 1 to %d".formatted(port, PORT_MAX));
        }
        if (hosts.size() > HOSTS_MAX) {
            throw new IllegalArgumentException(
                    "port %d has %d hosts; allowed up to %d"
                            .formatted(port, hosts.size(), HOSTS_MAX));
        }
        if (direction == Direction.OUTBOUND && hosts.isEmpty()) {
            throw new IllegalArgumentException(
                    "outbound port %d names no host, so it reaches nothing; name each host"
                            .formatted(port));
        }
        for (var host : hosts) {
            if (!isHost(host)) {
                throw new IllegalArgumentException(
                        "'%s' is not an exact host; allowed: %s".formatted(host, HOST_WORDS));
            }
        }
    }

    /// What [#isHost] lets through, for messages.
    public static final String HOST_WORDS =
            "a name such as api.example.org in lower case (other scripts as xn--…), four octets, or"
                    + " an IPv6 address without brackets; no wildcard, port or scheme";

    /// Whether the text is one exact host in the one way to write it. Spellings of an address that
    /// only some resolvers understand (`127.1`, `0x7f000001`) are none.
    /// @see "RFC 1123, section 2.1; RFC 4291, section 2.2"
    public static boolean isHost(String text) {
        if (text.length() > NAME_CHARS_MAX) {
            return false;
        }
        if (text.contains(":")) {
            return IPV6.matcher(text).matches() && isLiteral(text);
        }
        if (NUMBER_AT_END.matcher(text).matches()) {
            return OCTETS.matcher(text).matches();
        }
        return NAME.matcher(text).matches();
    }

    private static boolean isLiteral(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Who opens the connection, seen from the listener.
    public enum Direction {
        INBOUND,
        OUTBOUND;

        /// As an organism file says it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Protocol {
        HTTP,
        HTTPS,
        TCP,
        UDP;

        /// As an organism file says it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
