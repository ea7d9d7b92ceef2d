package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The commands that the built command line has, by its own completions for a shell.
final class CommandNames {
    private static final Pattern LINE =
            Pattern.compile("complete -c bestcode(?: -n '([^']*)')? -f -a (\\S+) -d .*");
    private static final Pattern BEFORE =
            Pattern.compile("(not )?__fish_seen_subcommand_from ([a-z-]+)");

    private final Set<List<String>> paths = new HashSet<>();

    private CommandNames() {}

    static CommandNames ofTheBuilt() throws IOException, InterruptedException {
        var completions = bestcode("completion", "fish").run();
        assertThat(completions.exit()).as(completions.err()).isZero();
        var names = new CommandNames();
        completions.out().lines().forEach(names::add);
        assertThat(names.paths).contains(List.of("run"), List.of("kernel", "verify"));
        return names;
    }

    private void add(String line) {
        var command = LINE.matcher(line);
        if (!command.matches()) return;
        var before =
                BEFORE.matcher(command.group(1) == null ? "" : command.group(1))
                        .results()
                        .filter(part -> part.group(1) == null)
                        .map(part -> part.group(2));
        paths.add(Stream.concat(before, Stream.of(command.group(2))).toList());
    }

    /// Whether the words behind `bestcode` begin with a command, and with one of its own where it
    /// has
    /// some and a word stands there. Options, numbers and names in capitals are none.
    boolean begin(List<String> words) {
        var path = new ArrayList<String>();
        for (var word : words) {
            if (!word.matches("[a-z][a-z-]*") || !hasMore(path)) break;
            path.add(word);
            if (!paths.contains(path)) return false;
        }
        return true;
    }

    private boolean hasMore(List<String> path) {
        return paths.stream()
                .anyMatch(
                        longer ->
                                longer.size() == path.size() + 1
                                        && longer.subList(0, path.size()).equals(path));
    }
}
