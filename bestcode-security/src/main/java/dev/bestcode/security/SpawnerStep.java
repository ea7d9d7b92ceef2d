package dev.bestcode.security;

import java.lang.foreign.MemorySegment;

/// One step of a spawner's way to its child.
sealed interface SpawnerStep permits LimitCall, PreparedCall, PreparedSpawn {
    /// What it is for, in the message of its failure.
    String what();

    /// @return 0 or more, or an error as a negative number
    long make(MemorySegment state);
}
