package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode tools`: what agents can use.
@Command(
        name = "tools",
        description = "List, describe, find and call tools.",
        subcommands = {
            ToolsListCommand.class,
            ToolsDescribeCommand.class,
            ToolsFindCommand.class,
            ToolsCallCommand.class
        })
final class ToolsCommand {
    @Mixin HelpOption help = new HelpOption();
}
