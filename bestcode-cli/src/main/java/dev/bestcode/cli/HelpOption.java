package dev.bestcode.cli;

import picocli.CommandLine.Option;

/// `--help` of a subcommand; the version is the main command's to tell.
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean asked;
}
