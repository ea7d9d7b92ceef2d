package dev.bestcode.wasm.type;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The grammar of names, and when two of them are too much alike.
/// @see "Component Model, Explainer.md (import and export definitions, name uniqueness)"
public final class ExternNames {
    /// Possessive: a hostile name of 100,000 characters takes one pass.
    private static final String LABEL =
            "(?:[a-z][0-9a-z]*+|[A-Z][0-9A-Z]*+)(?:-(?:[0-9a-z]++|[0-9A-Z]++)(?![0-9A-Za-z]))*+";

    private static final String WORDS = "[a-z][0-9a-z]*+(?:-[0-9a-z]++)*+";
    private static final String SEMVER =
            "(?:0|[1-9][0-9]*+)\\.(?:0|[1-9][0-9]*+)\\.(?:0|[1-9][0-9]*+)"
                    + "(?:-(?:[0-9]*+[A-Za-z-][0-9A-Za-z-]*+|0|[1-9][0-9]*+)"
                    + "(?:\\.(?:[0-9]*+[A-Za-z-][0-9A-Za-z-]*+|0|[1-9][0-9]*+))*+)?+"
                    + "(?:\\+[0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+)?+";
    private static final String CANONICAL =
            "[1-9][0-9]*+|0\\.[1-9][0-9]*+|0\\.0\\.(?:0|[1-9][0-9]*+)";

    private static final Pattern LABEL_ONLY = Pattern.compile(LABEL);
    private static final Pattern PLAIN =
            Pattern.compile(
                    "(%1$s)|\\[constructor\\](%1$s)|\\[(method|static)\\](%1$s)\\.(%1$s)"
                            .formatted(LABEL));
    private static final Pattern INTERFACE =
            Pattern.compile(
                    "(?:%1$s):%1$s/%2$s(?:@(?:%3$s|%4$s))?+"
                            .formatted(WORDS, LABEL, SEMVER, CANONICAL));

    private static final Pattern SEMVER_ONLY = Pattern.compile(SEMVER);
    private static final Pattern CANONICAL_ONLY = Pattern.compile(CANONICAL);

    private ExternNames() {}

    /// What a name announces.
    public sealed interface Kind {
        record Label() implements Kind {}

        record Interface() implements Kind {}

        record Constructor(String resource) implements Kind {}

        record Method(String resource) implements Kind {}

        record Static(String resource) implements Kind {}
    }

    public static boolean isLabel(String text) {
        return LABEL_ONLY.matcher(text).matches();
    }

    public static boolean isInterface(String text) {
        return INTERFACE.matcher(text).matches();
    }

    public static boolean isSemver(String text) {
        return SEMVER_ONLY.matcher(text).matches();
    }

    /// Whether it is the part of a version that says what is compatible, such as `0.2`.
    public static boolean isCanonicalVersion(String text) {
        return CANONICAL_ONLY.matcher(text).matches();
    }

    /// @return empty when it is no name
    public static Optional<Kind> kind(String name) {
        var plain = PLAIN.matcher(name);
        if (plain.matches()) {
            if (plain.group(1) != null) {
                return Optional.of(new Kind.Label());
            }
            if (plain.group(2) != null) {
                return Optional.of(new Kind.Constructor(plain.group(2)));
            }
            return Optional.of(
                    plain.group(3).equals("method")
                            ? new Kind.Method(plain.group(4))
                            : new Kind.Static(plain.group(4)));
        }
        return isInterface(name) ? Optional.of(new Kind.Interface()) : Optional.empty();
    }

    /// Names are too much alike when this is equal.
    public static String canonical(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        for (var prefix : new String[] {"[method]", "[static]"}) {
            if (lower.startsWith(prefix)) {
                var rest = lower.substring(prefix.length());
                int dot = rest.indexOf('.');
                boolean twice = dot > 0 && rest.substring(0, dot).equals(rest.substring(dot + 1));
                return twice ? rest.substring(0, dot) : rest;
            }
        }
        return lower;
    }
}
