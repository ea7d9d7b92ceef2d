package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode config`: what is set without flags.
@Command(
        name = "config",
        description = "Show and change what is set without flags.",
        subcommands = {ConfigShowCommand.class, ConfigSetCommand.class, ConfigKeyCommand.class})
final class ConfigCommand {
    @Mixin HelpOption help = new HelpOption();
}
