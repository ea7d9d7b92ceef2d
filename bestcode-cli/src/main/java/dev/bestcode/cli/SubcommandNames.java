package dev.bestcode.cli;

import org.apache.commons.text.similarity.LevenshteinDistance;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// What is said where a subcommand should stand.
final class SubcommandNames {
    /// Letters to change, add or leave out; two are also one pair that was exchanged.
    private static final int NEAR = 2;

    private SubcommandNames() {}

    /// What is wrong, and what may have been meant, in lines.
    static List<String> told(ParameterException wrong) {
        var command = wrong.getCommandLine();
        var said = String.valueOf(wrong.getMessage());
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return List.of(said);
        }
        var first = unmatched.getUnmatched().getFirst();
        var names = command.getSubcommands().keySet();
        if (first.startsWith("-")) {
            return isGroup(command)
                    ? List.of("Missing subcommand: " + String.join(", ", names))
                    : List.of(said, suggestions(unmatched));
        }
        return nearest(first, names)
                .map(name -> command.getCommandSpec().qualifiedName() + " " + name)
                .map(name -> List.of(said, "Did you mean: " + name + "?"))
                .orElse(List.of(said));
    }

    /// One that does nothing by itself.
    private static boolean isGroup(CommandLine command) {
        return !(command.getCommand() instanceof Callable);
    }

    private static String suggestions(UnmatchedArgumentException wrong) {
        var options = wrong.getSuggestions();
        return options.isEmpty() ? "" : "Did you mean: " + String.join(" or ", options) + "?";
    }

    private static Optional<String> nearest(String word, Collection<String> names) {
        var distance = new LevenshteinDistance(NEAR);
        Optional<String> nearest = Optional.empty();
        int least = NEAR + 1;
        for (var name : names) {
            int letters = distance.apply(word, name);
            if (letters >= 0 && letters < Math.min(least, name.length())) {
                nearest = Optional.of(name);
                least = letters;
            }
        }
        return nearest;
    }
}
