package dev.bestcode.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/// `bestcode completion`: a script that lets a shell complete commands and options.
@Command(
        name = "completion",
        description = "Print a script that completes commands and options in a shell.",
        footer = {
            "",
            "Examples:",
            "  source <(bestcode completion bash)      bash, and zsh with bashcompinit",
            "  bestcode completion fish > ~/.config/fish/completions/bestcode.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Mixin HelpOption help = new HelpOption();

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.bash;

    @Override
    public Integer call() {
        var root = help.command().getCommandSpec().root().commandLine();
        System.out.print(
                switch (shell) {
                    case bash -> script(root);
                    case zsh -> "autoload -U +X bashcompinit && bashcompinit\n" + script(root);
                    case fish -> FishCompletion.of(root);
                });
        return ExitCode.OK;
    }

    private static String script(CommandLine root) {
        return AutoComplete.bash(root.getCommandName(), root);
    }
}
