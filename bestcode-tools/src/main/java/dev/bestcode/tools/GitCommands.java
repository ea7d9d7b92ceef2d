package dev.bestcode.tools;

import dev.bestcode.api.tool.Effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is done with a repository all day.
final class GitCommands {
    private static final Duration LOOK = Duration.ofSeconds(30);

    /// Hooks of the user's own may run tests.
    private static final Duration COMMIT = Duration.ofMinutes(5);

    private static final int COMMITS_MAX = 500;
    private static final int COMMITS_DEFAULT = 20;

    private static final String PATH = "\"path\":{\"type\":\"string\"}";
    private static final String PATHS =
            "\"paths\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":200,\"items\":{\"type\":\"string\"}}";

    static final List<SafeCommand> ALL =
            List.of(
                    SafeCommand.of(
                            "git-status",
                            "Show which files of the repository changed.",
                            "",
                            "",
                            Effect.OPAQUE,
                            LOOK,
                            _ -> List.of("git", "status", "--porcelain=v1", "--branch")),
                    SafeCommand.of(
                            "git-diff",
                            "Show changes: of the working tree, staged, or since a revision.",
                            "",
                            PATH
                                    + ",\"staged\":{\"type\":\"boolean\"},\"since\":{\"type\":\"string\",\"description\":\"revision or range\"}",
                            Effect.OPAQUE,
                            LOOK,
                            GitCommands::diff),
                    SafeCommand.of(
                            "git-log",
                            "List commits, newest first.",
                            "",
                            PATH
                                    + ",\"limit\":{\"type\":\"integer\"},\"range\":{\"type\":\"string\"}",
                            Effect.OPAQUE,
                            LOOK,
                            GitCommands::log),
                    SafeCommand.of(
                            "git-add",
                            "Stage files.",
                            "\"paths\"",
                            PATHS,
                            Effect.OPAQUE,
                            LOOK,
                            GitCommands::add),
                    SafeCommand.of(
                            "git-commit",
                            "Commit what is staged.",
                            "\"message\"",
                            "\"message\":{\"type\":\"string\"}",
                            Effect.OPAQUE,
                            COMMIT,
                            arguments ->
                                    List.of("git", "commit", "-m", arguments.text("message"))));

    private GitCommands() {}

    private static List<String> diff(Arguments arguments) throws ToolFailedException {
        var words = new ArrayList<>(List.of("git", "diff"));
        if (arguments.flag("staged")) {
            words.add("--cached");
        }
        addRevision(words, arguments, "since");
        addPath(words, arguments);
        return words;
    }

    private static List<String> log(Arguments arguments) throws ToolFailedException {
        int limit = arguments.integer("limit", COMMITS_DEFAULT, 1, COMMITS_MAX);
        var words =
                new ArrayList<>(
                        List.of(
                                "git",
                                "log",
                                "-n",
                                Integer.toString(limit),
                                "--date=iso",
                                "--stat"));
        addRevision(words, arguments, "range");
        addPath(words, arguments);
        return words;
    }

    private static List<String> add(Arguments arguments) throws ToolFailedException {
        var words = new ArrayList<>(List.of("git", "add", "--"));
        words.addAll(arguments.texts("paths"));
        return words;
    }

    private static void addRevision(List<String> words, Arguments arguments, String name)
            throws ToolFailedException {
        var revision = arguments.optionalText(name);
        if (revision.isPresent()) {
            words.add(BuildCommands.plain(name, revision.get()));
        }
    }

    private static void addPath(List<String> words, Arguments arguments) {
        words.add("--");
        arguments.optionalText("path").ifPresent(words::add);
    }
}
