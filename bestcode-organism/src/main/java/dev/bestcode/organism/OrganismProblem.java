package dev.bestcode.organism;

import java.util.Optional;

/// One mistake in an organism file.
/// @param file as it was named by whoever asked for it to be read
/// @param line from 1; U+0085, U+2028 and U+2029 end one too, as YAML 1.1 has it
/// @param column from 1, in code points
/// @param message says what is wrong and what is allowed
/// @param suggestion the word that was probably meant
public record OrganismProblem(
        String file, int line, int column, String message, Optional<String> suggestion) {
    public OrganismProblem {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "position is %d:%d; both count from 1".formatted(line, column));
        }
    }

    /// One line such as `organism.yaml:12:5: unknown key 'listners'; did you mean 'listeners'?`
    @Override
    public String toString() {
        var hint = suggestion.map(word -> "; did you mean '" + word + "'?").orElse("");
        return "%s:%d:%d: %s%s".formatted(file, line, column, message, hint);
    }
}
