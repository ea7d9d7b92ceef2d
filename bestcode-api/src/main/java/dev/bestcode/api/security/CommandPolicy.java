package dev.bestcode.api.security;

import java.nio.file.Path;
import java.util.List;

/// Decides which programs a profile may start. Safe from any worker.
public interface CommandPolicy {
    /// @param words the program and its arguments, never a shell's text
    /// @param directory absolute, where it would run
    Decision decide(String profile, List<String> words, Path directory);

    /// Whether a command may start, and as what.
    sealed interface Decision {
        /// @param program absolute path to start in place of the first word
        record Run(Path program) implements Decision {}

        /// @param reason what was refused and what is allowed, for the model
        record Refuse(String reason) implements Decision {}
    }
}
