package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

/// What lies at a path, as far as the past keeps it.
sealed interface Kept {
    Kept ABSENT = new Absent();

    record Absent() implements Kept {}

    /// @param mode permission bits
    record Folder(int mode) implements Kept {}

    /// @param target its text
    record Link(String target) implements Kept {}

    /// @param mode permission bits
    record File(int mode, Sha256 content) implements Kept {}
}
