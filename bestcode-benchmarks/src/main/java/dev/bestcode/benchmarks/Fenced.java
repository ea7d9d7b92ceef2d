package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The environment of a peer: a home of its own, and no way out but to this machine's loopback, for
/// whatever asks for a proxy finds a port that nobody listens on.
final class Fenced {
    private static final String NOBODY = "http://127.0.0.1:9";

    private Fenced() {}

    /// @param more variables, by their names
    static Map<String, String> environment(Path home, Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put("HOME", home.toString());
        for (var scheme : new String[] {"HTTP", "HTTPS", "ALL"}) {
            all.put(scheme + "_PROXY", NOBODY);
            all.put(scheme.toLowerCase(Locale.ROOT) + "_proxy", NOBODY);
        }
        all.put("NO_PROXY", "127.0.0.1,localhost");
        all.put("no_proxy", "127.0.0.1,localhost");
        return all;
    }

    /// Write a file of a peer's configuration.
    static void configure(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
