package dev.bestcode.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.util.ArrayList;
import java.util.List;

/// Completions for fish: a line for each command and option, with the commands it stands behind.
final class FishCompletion {
    private final String program;
    private final StringBuilder lines = new StringBuilder();

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(CommandLine root) {
        var completion = new FishCompletion(root.getCommandName());
        completion.lines.append("complete -c %s -e\n".formatted(completion.program));
        completion.add(root, List.of());
        return completion.lines.toString();
    }

    private void add(CommandLine command, List<String> path) {
        var names = command.getSubcommands().keySet();
        var here = condition(path, List.copyOf(names));
        command.getSubcommands()
                .forEach((name, sub) -> line(here, "-f -a " + name, firstLine(description(sub))));
        for (var option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                line(here, flags(option), firstLine(option.description()));
            }
        }
        command.getSubcommands()
                .forEach(
                        (name, sub) -> {
                            var below = new ArrayList<>(path);
                            below.add(name);
                            add(sub, below);
                        });
    }

    /// Behind all words of the path, and before any of the commands that may follow.
    private static String condition(List<String> path, List<String> following) {
        var parts = new ArrayList<String>();
        path.forEach(word -> parts.add("__fish_seen_subcommand_from " + word));
        if (!following.isEmpty()) {
            parts.add("not __fish_seen_subcommand_from " + String.join(" ", following));
        }
        return String.join("; and ", parts);
    }

    private void line(String condition, String what, String description) {
        lines.append("complete -c ").append(program);
        if (!condition.isEmpty()) {
            lines.append(" -n '").append(condition).append('\'');
        }
        lines.append(' ').append(what);
        lines.append(" -d '").append(description.replace("\\", "\\\\").replace("'", "\\'"));
        lines.append("'\n");
    }

    private static String flags(OptionSpec option) {
        var flags = new StringBuilder();
        for (var name : option.names()) {
            flags.append(name.startsWith("--") ? " -l " : " -s ");
            flags.append(name.replaceFirst("^-+", ""));
        }
        if (option.arity().max() > 0) {
            flags.append(" -r");
            var candidates = option.completionCandidates();
            if (candidates != null) {
                flags.append(" -f -a '").append(String.join(" ", candidates)).append('\'');
            }
        }
        return flags.substring(1);
    }

    private static String[] description(CommandLine command) {
        return command.getCommandSpec().usageMessage().description();
    }

    private static String firstLine(String... text) {
        return text.length == 0 ? "" : text[0].replace("${DEFAULT-VALUE}", "see --help");
    }
}
