package dev.bestcode.mcp;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.McpSpec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The name of a server's tool as a listener. It follows from both names alone, so that no other
/// tool of the server can change it.
final class OfferedName {
    private static final int NAME_CHARS_MAX = 64;

    /// Of the hash that tells names apart whose beginnings are the same.
    private static final int HASH_CHARS = 8;

    private OfferedName() {}

    /// `get-sum` of `everything` is `everything__get-sum`, `getTinyImage` is `…__get-tiny-image`.
    static String of(String server, String tool) {
        var name = McpSpec.toolName(server, words(tool));
        if (name.length() <= NAME_CHARS_MAX) {
            return name;
        }
        var hash = Sha256.of(tool.getBytes(StandardCharsets.UTF_8)).hex().substring(0, HASH_CHARS);
        return name.substring(0, NAME_CHARS_MAX - HASH_CHARS - 1) + "-" + hash;
    }

    /// The part behind the server's name.
    static String words(String tool) {
        return tool.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]", "-");
    }
}
