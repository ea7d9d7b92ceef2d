package dev.bestcode.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `bestcode`; each task of its user is a subcommand.
@Command(
        name = "bestcode",
        description = "An operating system for agents.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class Main implements Runnable {
    @Spec private CommandSpec spec;

    /// The exit status of the command line; 2 and a message on standard error if it is wrong.
    static int execute(String... args) {
        return new CommandLine(new Main()).execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Launch.versionLine()};
        }
    }
}
