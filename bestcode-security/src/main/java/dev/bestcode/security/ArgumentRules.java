package dev.bestcode.security;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What may follow a program, or one of its subcommands. What is not here is refused.
/// @param options by name as it is written, dashes included; a name that ends in `*` is a beginning
/// @param operands by position; a missing one is never an error here
/// @param rest what follows the last of them, as many as there are
/// @param independent whether it only looks or waits, whatever of that follows
record ArgumentRules(
        Map<String, Option> options,
        List<ValueKind> operands,
        Optional<ValueKind> rest,
        boolean independent) {
    /// A digit option, such as the number of lines of `head -20`.
    static final String NUMBER = "-#";

    static final ArgumentRules NONE =
            new ArgumentRules(Map.of(), List.of(), Optional.empty(), false);

    ArgumentRules {
        options = Map.copyOf(options);
        operands = List.copyOf(operands);
    }

    /// @param needed whether a value follows; else it may be joined on, as in `--color=never`
    /// @param value absent when it takes none
    record Option(boolean needed, Optional<ValueKind> value) {
        static final Option FLAG = new Option(false, Optional.empty());
    }

    Optional<Option> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    Optional<ValueKind> operand(int position) {
        return position < operands.size() ? Optional.of(operands.get(position)) : rest;
    }

    /// These and more, for a subcommand of a program whose own options hold behind it too.
    ArgumentRules with(ArgumentRules more) {
        var all = new TreeMap<>(options);
        all.putAll(more.options);
        return new ArgumentRules(all, more.operands, more.rest, independent || more.independent);
    }
}
