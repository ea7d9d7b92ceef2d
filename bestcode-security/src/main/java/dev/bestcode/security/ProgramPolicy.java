package dev.bestcode.security;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What programs of these names may be made to do by their arguments. Immutable.
/// @param names that they are called by
/// @param forbidden why nothing of them is allowed
/// @param style how they read their arguments
/// @param rules without a subcommand, or before one
/// @param subcommands by their words; none when the program has none
/// @param inserted words behind the program, whatever was asked for
/// @param environment variables to set
/// @param examples what the file says must pass, and must not
record ProgramPolicy(
        List<String> names,
        Optional<String> forbidden,
        Set<Style> style,
        ArgumentRules rules,
        Map<List<String>, ArgumentRules> subcommands,
        List<String> inserted,
        Map<String, String> environment,
        List<Example> examples) {
    ProgramPolicy {
        names = List.copyOf(names);
        style = Set.copyOf(style);
        subcommands = Map.copyOf(subcommands);
        inserted = List.copyOf(inserted);
        environment = Map.copyOf(environment);
        examples = List.copyOf(examples);
    }

    /// How arguments are read where it is not as GNU's `getopt_long` does.
    enum Style {
        /// An option is a whole word also with one dash: no letters are combined.
        WORDS,
        /// What follows the first operand is an operand.
        OPERANDS_LAST,
        /// The first word is letters of options, with or without a dash.
        LETTERS_FIRST
    }

    record Example(int line, boolean passes, List<String> words) {}

    /// Whether such a command only looks or waits.
    /// @param words all of them, the program's name first
    boolean independent(List<String> words) {
        return subcommand(words.subList(1, words.size()))
                .flatMap(name -> Optional.ofNullable(subcommands.get(name)))
                .orElse(rules)
                .independent();
    }

    /// The longest subcommand that the words begin with.
    Optional<List<String>> subcommand(List<String> words) {
        for (int length = Math.min(PolicyFile.SUBCOMMAND_WORDS_MAX, words.size());
                length > 0;
                length--) {
            var name = List.copyOf(words.subList(0, length));
            if (subcommands.containsKey(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
