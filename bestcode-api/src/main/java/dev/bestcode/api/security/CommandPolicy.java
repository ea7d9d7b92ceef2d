package dev.bestcode.api.security;

import dev.bestcode.api.kernel.Sha256;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Decides which programs may start, and with which arguments. Safe from any worker.
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

    /// The same for a tool that has a program of its own: the route to the tool is the grant.
    default Decision decideFixed(List<String> words, Path directory) {
        return new Decision.Refuse("this policy starts no program of a tool's own");
    }

    /// Whether such a command only looks or waits, so that several may run at once. It grants
    /// nothing.
    default boolean independent(List<String> words) {
        return false;
    }

    /// Whether a command may start, and as what.
    sealed interface Decision {
        /// @param program absolute path to start
        /// @param arguments all of them, the name that the program is called by first; there may be
        ///     more than were asked for
        /// @param environment variables to set for it
        record Run(Path program, List<String> arguments, Map<String, String> environment)
                implements Decision {
            public Run {
                arguments = List.copyOf(arguments);
                environment = Collections.unmodifiableMap(new TreeMap<>(environment));
                if (arguments.isEmpty()) {
                    throw new IllegalArgumentException("the first argument is the program's name");
                }
            }

            /// Start the program with the words as they are, its path as its name.
            public static Run as(Path program, List<String> words) {
                var arguments = new ArrayList<>(words);
                arguments.set(0, program.toString());
                return new Run(program, arguments, Map.of());
            }
        }

        /// @param reason what was refused and what is allowed, for the model
        record Refuse(String reason) implements Decision {}
    }
}
