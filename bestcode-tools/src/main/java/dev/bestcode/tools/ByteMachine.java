package dev.bestcode.tools;

import java.util.Optional;

/// What is known of a pattern about bytes. Immutable; each worker makes its own [LazyDfa] of it.
/// @param literal what every match contains
/// @param literalIsAll whether the pattern is those bytes and nothing else
record ByteMachine(
        ByteProgram program, RegexReader.Result regex, ByteLiteral literal, boolean literalIsAll) {
    static Optional<ByteMachine> of(RegexReader.Result regex) {
        var literal = ByteLiteral.in(regex.regex());
        boolean all =
                regex.exact()
                        && !regex.fromStart()
                        && !regex.toEnd()
                        && literal.isAllOf(regex.regex());
        return ByteProgram.of(regex.regex())
                .map(program -> new ByteMachine(program, regex, literal, all));
    }

    /// Finds lines that may match: where a match ends in its line is not looked at.
    LazyDfa finder(boolean multiline, Deadline deadline) {
        return new LazyDfa(program, regex.fromStart(), false, !multiline, deadline);
    }

    /// Decides about single lines.
    LazyDfa decider(Deadline deadline) {
        return new LazyDfa(program, regex.fromStart(), regex.toEnd(), true, deadline);
    }
}
