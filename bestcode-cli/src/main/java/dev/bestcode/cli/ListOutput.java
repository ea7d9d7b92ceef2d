package dev.bestcode.cli;

import org.jspecify.annotations.Nullable;

import java.io.Console;
import java.util.Optional;

/// How a list is written to standard output.
enum ListOutput {
    /// A line each, for a person.
    text,
    /// A JSON object a line.
    json;

    /// What was asked for; else text at a terminal, and JSON in a pipe.
    static ListOutput chosen(@Nullable ListOutput asked) {
        if (asked != null) {
            return asked;
        }
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return terminal ? text : json;
    }
}
