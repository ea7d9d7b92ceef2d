package dev.bestcode.ports;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where a connection is to go, before anything was resolved.
record Target(Host host, int port) {
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    static final int HTTP_PORT = 80;
    static final int HTTPS_PORT = 443;
    private static final int PORT_MAX = 65_535;

    Target {
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "the port is %d; allowed from 1 to %d".formatted(port, PORT_MAX));
        }
    }

    /// Parse what `CONNECT` names: a host and a port, nothing else.
    /// @throws IllegalArgumentException when it is anything else
    static Target parse(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean bracketed = authority.startsWith("[");
        var host = authority.substring(0, Math.max(colon, 0));
        if (bracketed != host.endsWith("]") || (!bracketed && host.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("an IPv6 address needs brackets before its port");
        }
        return new Target(Host.parse(host), port(authority.substring(colon + 1)));
    }

    /// Parse the authority of a URL, whose port may be left out.
    /// @throws IllegalArgumentException when it is anything else, such as one with a user
    static Target parse(String authority, int defaultPort) {
        return authority.endsWith("]") || authority.indexOf(':') < 0
                ? new Target(Host.parse(authority), defaultPort)
                : parse(authority);
    }

    /// @param uri of scheme `http` or `https`
    /// @throws IllegalArgumentException when it names no exact host
    static Target of(URI uri) {
        var authority = uri.getRawAuthority();
        var scheme = uri.getScheme();
        if (authority == null || scheme == null) {
            throw new IllegalArgumentException("the URL has no host");
        }
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http" -> parse(authority, HTTP_PORT);
            case "https" -> parse(authority, HTTPS_PORT);
            default -> throw new IllegalArgumentException("the URL is not of http or https");
        };
    }

    private static int port(String text) {
        if (!PORT.matcher(text).matches()) {
            throw new IllegalArgumentException("the port is not a number from 1 to " + PORT_MAX);
        }
        return Integer.parseInt(text);
    }

    /// As it stands in a request.
    @Override
    public String toString() {
        return host.inUrl() + ":" + port;
    }
}
