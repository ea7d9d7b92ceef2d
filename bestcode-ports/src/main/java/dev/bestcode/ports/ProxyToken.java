package dev.bestcode.ports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What tells a user's own requests from those of any other process of this machine, which can
/// connect to a loopback port as well.
final class ProxyToken {
    /// 128 bits cannot be guessed.
    private static final int BYTES = 16;

    private static final String USER = "bestcode";

    private final String secret;

    private ProxyToken(String secret) {
        this.secret = secret;
    }

    static ProxyToken draw(SecureRandom chance) {
        var bytes = new byte[BYTES];
        chance.nextBytes(bytes);
        return new ProxyToken(HexFormat.of().formatHex(bytes));
    }

    /// User and password as they stand in a URL.
    String userInfo() {
        return USER + ":" + secret;
    }

    /// The field's value for our own client, whose requests are numbered. Not Basic, which the
    /// JDK's client keeps to itself when it asks for a tunnel.
    String bearer(long request) {
        return "Bearer " + secret + "." + request;
    }

    /// Whether this is one of them, in a time that does not depend on how much of it is right.
    boolean opens(Optional<String> proxyAuthorization) {
        var given = proxyAuthorization.map(ProxyToken::secretIn).orElse("");
        return MessageDigest.isEqual(utf8(secret), utf8(given));
    }

    /// The number in a value that [#bearer] made.
    static OptionalLong request(Optional<String> proxyAuthorization) {
        var value = proxyAuthorization.orElse("");
        int dot = value.lastIndexOf('.');
        try {
            return value.startsWith("Bearer ") && dot > 0
                    ? OptionalLong.of(Long.parseLong(value.substring(dot + 1)))
                    : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static String secretIn(String value) {
        var lower = value.toLowerCase(Locale.ROOT);
        if (lower.startsWith("bearer ")) {
            var token = value.substring("bearer ".length());
            int dot = token.indexOf('.');
            return dot < 0 ? token : token.substring(0, dot);
        }
        return lower.startsWith("basic ") ? passwordIn(value.substring("basic ".length())) : "";
    }

    private static String passwordIn(String base64) {
        try {
            var pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return pair.startsWith(USER + ":") ? pair.substring(USER.length() + 1) : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "[token]";
    }
}
