package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode ports`: what a profile opens of the network.
@Command(
        name = "ports",
        description = "See which ports a profile opens, and have them enforced outside too.",
        subcommands = {PortsShowCommand.class, PortsNftablesCommand.class})
final class PortsCommand {
    @Mixin HelpOption help = new HelpOption();
}
