package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode tools`: what agents can use.
@Command(
        name = "tools",
        description = "List, describe and find tools.",
        subcommands = {ToolsListCommand.class, ToolsDescribeCommand.class, ToolsFindCommand.class})
final class ToolsCommand {
    @Mixin HelpOption help = new HelpOption();
}
