package dev.bestcode.ports;

import java.util.Locale;

/// One field of a head.
/// @param name as it was written
record HeaderField(String name, String value) {
    /// @param lowerCase the name to compare with
    boolean is(String lowerCase) {
        return name.length() == lowerCase.length() && key().equals(lowerCase);
    }

    String key() {
        return name.toLowerCase(Locale.ROOT);
    }
}
