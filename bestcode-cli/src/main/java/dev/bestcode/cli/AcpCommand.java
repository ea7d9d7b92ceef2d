package dev.bestcode.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode acp`: serves an editor.
@Command(
        name = "acp",
        description = "Serve an editor, which starts this: Agent Client Protocol.",
        footer = {
            "",
            "It speaks on standard input and output; the workspace is each session's own.",
            "Examples:",
            "  bestcode acp",
            "  bestcode acp --model opus --profile researcher",
            "What it offers, and how editors are set up: docs/editors.md"
        })
final class AcpCommand implements Callable<Integer> {
    private static final String NAME = "acp";

    @Mixin HelpOption help = new HelpOption();
    @Mixin private SystemOptions system = new SystemOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            throw help.wrong(
                    "An editor starts this and speaks to it; at a terminal use 'bestcode' or 'bestcode tui'.");
        }
        system.state.requireDirectory(); // which is no session's workspace: each has its own
        System.setOut(System.err); // what is no line of the protocol must not get among them
        try {
            AcpHost.serve(
                    words(),
                    only(),
                    System.getenv(),
                    System.in,
                    new FileOutputStream(FileDescriptor.out));
            return ExitCode.OK;
        } catch (NoClassDefFoundError absent) {
            throw help.wrong(
                    "bestcode-acp is not beside bestcode-cli; install it to work from an editor.");
        }
    }

    /// What it was started with behind its name.
    private List<String> words() {
        var all = help.command().getParseResult().originalArgs();
        return all.subList(all.indexOf(NAME) + 1, all.size());
    }

    /// The only workspace that sessions may have; empty for any.
    private Optional<Path> only() throws IOException {
        return help.command().getParseResult().hasMatchedOption(StateOptions.WORKSPACE)
                ? Optional.of(system.state.workspace.toRealPath())
                : Optional.empty();
    }

    /// The options of a session: those that this was started with, and for the rest what holds in
    /// its workspace, as for a command that is started there.
    static SystemOptions of(List<String> words, Path workspace, Map<String, String> environment)
            throws IOException {
        var command = new AcpCommand();
        var all = new ArrayList<>(words);
        all.add(StateOptions.WORKSPACE + "=" + workspace);
        new CommandLine(command)
                .setOverwrittenOptionsAllowed(true)
                .setDefaultValueProvider(Settings.of(environment, workspace).defaults())
                .parseArgs(all.toArray(String[]::new));
        return command.system;
    }
}
