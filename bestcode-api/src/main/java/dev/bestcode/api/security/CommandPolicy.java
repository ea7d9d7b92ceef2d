package dev.bestcode.api.security;

import dev.bestcode.api.kernel.Sha256;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides which programs may start. Safe from any worker.
public interface CommandPolicy {
    /// @param profile for the words of a refusal
    /// @param granted programs that the calling thread may start, as its [Rights] have them
    /// @param words the program and its arguments, never a shell's text
    /// @param directory absolute, where it would run
    Decision decide(
            String profile,
            Map<String, Optional<Sha256>> granted,
            List<String> words,
            Path directory);

    /// Whether a command may start, and as what.
    sealed interface Decision {
        /// @param program absolute path to start in place of the first word
        record Run(Path program) implements Decision {}

        /// @param reason what was refused and what is allowed, for the model
        record Refuse(String reason) implements Decision {}
    }
}
