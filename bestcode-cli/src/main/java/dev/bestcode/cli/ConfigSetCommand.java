package dev.bestcode.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `bestcode config set`: changes the user's configuration.
@Command(
        name = "set",
        description = "Set something in your own config.yaml; without a value, take it out.",
        footer = {
            "",
            "Examples:",
            "  bestcode config set model sonnet",
            "  bestcode config set --project model haiku     in the workspace's file",
            "  bestcode config set model                     take it out again"
        })
final class ConfigSetCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "KEY", description = "Which setting.")
    private String key = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "What it is.")
    private @Nullable String value;

    @Option(names = "--project", description = "In the workspace's .bestcode/config.yaml.")
    private boolean project;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Which workspace (default: the current directory).")
    private Path workspace = Path.of(".");

    @Override
    public Integer call() throws IOException {
        var setting = Setting.of(key).orElseThrow(this::unknown);
        if (value != null) {
            setting.problem(value)
                    .ifPresent(
                            problem -> {
                                throw help.wrong(problem);
                            });
        }
        var file =
                project
                        ? new SettingsFile(Settings.projectFile(workspace), true)
                        : new SettingsFile(Settings.userFile(System.getenv()), false);
        file.change(setting, value);
        System.out.println(file.path());
        return ExitCode.OK;
    }

    private ParameterException unknown() {
        return help.wrong("'%s' is no setting; there are %s".formatted(key, Setting.keys()));
    }
}
