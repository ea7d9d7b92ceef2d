package dev.bestcode.ports;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// A proxy that stands between this machine and the rest, as `HTTPS_PROXY` names it.
/// @param authorization the value of `Proxy-Authorization`
record UpstreamProxy(Target target, Optional<String> authorization) {
    /// @param variable where the text is from, for the message, which leaves the text out: it may
    ///     hold a password
    /// @throws IllegalArgumentException when it is no `http` proxy
    static UpstreamProxy parse(String variable, String text) {
        int scheme = text.indexOf("://");
        if (scheme >= 0 && !text.substring(0, scheme).toLowerCase(Locale.ROOT).equals("http")) {
            throw wrong(variable, "only proxies that are spoken to with http:// are supported");
        }
        var rest = scheme < 0 ? text : text.substring(scheme + 3);
        var authority = rest.replaceFirst("/.*$", "");
        int at = authority.lastIndexOf('@');
        try {
            return new UpstreamProxy(
                    Target.parse(authority.substring(at + 1), Target.HTTP_PORT),
                    at < 0 ? Optional.empty() : Optional.of(basic(authority.substring(0, at))));
        } catch (IllegalArgumentException e) {
            throw wrong(variable, "its host or port is none");
        }
    }

    private static String basic(String userInfo) {
        // A plus sign is itself in a URL's user part.
        var pair = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        var bytes = pair.getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    private static IllegalArgumentException wrong(String variable, String why) {
        return new IllegalArgumentException(
                "%s is not a proxy: %s; it must look like http://host:port or http://user:password@host:port"
                        .formatted(variable, why));
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
