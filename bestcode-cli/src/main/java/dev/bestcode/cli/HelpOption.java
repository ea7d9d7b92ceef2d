package dev.bestcode.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--help` of a subcommand, and what it says to one who uses it wrongly; the version is the main
/// command's to tell.
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean asked;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /// A mistake in usage, which is said with the command's help behind it.
    ParameterException wrong(String message) {
        return new ParameterException(command(), message);
    }

    /// The command that this is an option of.
    CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command's spec");
        }
        return spec.commandLine();
    }
}
