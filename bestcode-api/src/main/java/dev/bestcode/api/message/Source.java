package dev.bestcode.api.message;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// One place that bytes came from.
/// @param name of the listener or tool, path of the file, host of the network; `*` for any of the
///     kind. Cut at [#NAME_CHARS_MAX].
public record Source(Kind kind, String name) implements Comparable<Source> {
    /// Longer than a listener's name or a host may be; of a path it keeps the end, which tells
    /// more.
    public static final int NAME_CHARS_MAX = 240;

    private static final String ANY = "*";

    private static final Map<Kind, Source> ANYS = anys();

    public Source {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a source of kind " + kind + " has no name; say '*' for any");
        }
        if (name.length() > NAME_CHARS_MAX) {
            name = "…" + name.substring(name.length() - NAME_CHARS_MAX + 1);
        }
    }

    /// What can bring bytes in.
    public enum Kind {
        /// Outside input, through the door.
        USER,
        /// What a listener that thinks made.
        LISTENER,
        /// What a tool answered.
        TOOL,
        FILE,
        NETWORK,
        /// Not a place: admission had to change the text, and the name says what it did.
        REPAIR;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Source user() {
        return any(Kind.USER);
    }

    public static Source listener(String name) {
        return new Source(Kind.LISTENER, name);
    }

    public static Source tool(String name) {
        return new Source(Kind.TOOL, name);
    }

    public static Source file(String path) {
        return new Source(Kind.FILE, path);
    }

    public static Source network(String host) {
        return new Source(Kind.NETWORK, host);
    }

    public static Source any(Kind kind) {
        return Objects.requireNonNull(ANYS.get(kind));
    }

    private static Map<Kind, Source> anys() {
        var anys = new EnumMap<Kind, Source>(Kind.class);
        for (var kind : Kind.values()) {
            anys.put(kind, new Source(kind, ANY));
        }
        return anys;
    }

    public boolean isAny() {
        return name.equals(ANY);
    }

    /// @throws IllegalArgumentException when it is not `kind:name`
    public static Source parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("source is '" + text + "'; expected kind:name");
        }
        var kind = Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT));
        return new Source(kind, text.substring(colon + 1));
    }

    /// By hand, for each message is asked whether it brings what its thread has not read.
    @Override
    public boolean equals(Object other) {
        return other instanceof Source source && kind == source.kind && name.equals(source.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(Source other) {
        int kinds = kind.compareTo(other.kind);
        return kinds != 0 ? kinds : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return kind.wireName() + ":" + name;
    }
}
