package dev.bestcode.llm;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/// What `OLLAMA_HOST` says: a server reads it as the address to listen at, a client as the one to
/// go to, with or without scheme, host, port and path.
final class OllamaAddress {
    private static final String PORT = ":11434";

    private static final Pattern PARTS =
            Pattern.compile(
                    "((?<scheme>[A-Za-z]+)://)?(?<host>\\[[^]]*]|[^:/]*)(?<port>:[0-9]+)?(?<path>/.*)?");

    private OllamaAddress() {}

    /// The base URL of its chat completions.
    static String baseUrl(String address) {
        var text = address.strip().replaceFirst("/+$", "").replaceFirst("/v1$", "");
        var parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return text + "/v1"; // no address, which the client says
        }
        var scheme = part(parts.group("scheme"));
        var path = part(parts.group("path"));
        boolean gateway =
                scheme.equalsIgnoreCase("https") || (!scheme.isEmpty() && !path.isEmpty());
        var usualPort = gateway ? "" : PORT; // a gateway is at its scheme's own
        return (scheme.isEmpty() ? "http" : scheme)
                + "://"
                + reached(parts.group("host"))
                + (part(parts.group("port")).isEmpty() ? usualPort : parts.group("port"))
                + path
                + "/v1";
    }

    /// Listening everywhere, it is reached at home.
    private static String reached(String host) {
        return switch (host) {
            case "", "0.0.0.0" -> "127.0.0.1";
            case "[::]" -> "[::1]";
            default -> host;
        };
    }

    private static String part(@Nullable String group) {
        return group == null ? "" : group;
    }
}
