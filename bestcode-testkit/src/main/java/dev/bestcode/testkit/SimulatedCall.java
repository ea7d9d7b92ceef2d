package dev.bestcode.testkit;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// A kind of call to a [SimulatedDisk], to count it or to let it fail.
public enum SimulatedCall {
    LOCK,
    OPEN,
    CREATE,
    EXISTS,
    LIST,
    SIZE,
    READ,
    WRITE,
    TRUNCATE,
    FORCE,
    RENAME,
    DELETE,
    FORCE_DIRECTORY;

    /// The calls that change what is seen, or what is on the medium.
    public static Set<SimulatedCall> changes() {
        return EnumSet.of(CREATE, WRITE, TRUNCATE, FORCE, RENAME, DELETE, FORCE_DIRECTORY);
    }

    /// How a message names it, such as `force directory`.
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
