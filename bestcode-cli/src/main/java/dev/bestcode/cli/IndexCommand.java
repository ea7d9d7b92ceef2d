package dev.bestcode.cli;

import dev.bestcode.runtime.WorkspaceIndex;
import dev.bestcode.tools.Workspace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/// `bestcode index`: what the tool `codebase-index` works with, brought up to date.
@Command(
        name = "index",
        description = "Bring the index of a workspace's definitions up to date.",
        footer = {
            "",
            "An agent's tool codebase-index does this by itself; here it can be done",
            "before, and seen. The index lies in the user's cache and may be deleted at any",
            "time.",
            "",
            "Example:",
            "  bestcode index --workspace ../other"
        })
final class IndexCommand implements Callable<Integer> {
    /// For the largest tree on a slow machine; what is done by then is kept.
    private static final Duration TIME = Duration.ofHours(1);

    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Whose files (default: the current directory's).")
    private Path workspace = Path.of(".");

    @Option(
            names = "--map",
            description =
                    "Print the definitions that others refer to most; the report goes to standard error.")
    private boolean map;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "2000",
            description = "What the map takes at most (default: ${DEFAULT-VALUE}).")
    private int tokens = 2_000;

    @Option(
            names = "--retry",
            description =
                    "Read again what was read in part, or was being read when a process ended.")
    private boolean retry;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var environment = System.getenv();
        if (retry) {
            WorkspaceIndex.forgetCrashes(environment);
        }
        var index = WorkspaceIndex.of(environment, Workspace.at(workspace));
        print(retry ? index.retry(TIME) : index.update(TIME), map ? System.err : System.out);
        if (map) {
            print(index.map(tokens), System.out);
        }
        return ExitCode.OK;
    }

    private static void print(String text, PrintStream out) {
        text.lines().map(Printable::of).forEach(out::println);
    }
}
