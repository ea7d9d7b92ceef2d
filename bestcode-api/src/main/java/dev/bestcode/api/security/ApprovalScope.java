package dev.bestcode.api.security;

import java.util.Arrays;
import java.util.Locale;

/// What an allowed call allows besides itself: the very same call again, told by its digest.
public enum ApprovalScope {
    /// Nothing else.
    ONCE,
    /// For the rest of the run, in this process.
    RUN,
    /// In this workspace, until the user takes it back.
    ALWAYS;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is none of that name
    public static ApprovalScope ofWireName(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "scope is '%s'; allowed: once, run, always"
                                                .formatted(name)));
    }
}
