package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode mcp`: servers of the Model Context Protocol by hand.
@Command(
        name = "mcp",
        description =
                "See the servers of tools that an organism names, accept what they offer; or be one.",
        subcommands = {
            McpListCommand.class,
            McpInspectCommand.class,
            McpPinCommand.class,
            McpServeCommand.class
        })
final class McpCommand {
    @Mixin HelpOption help = new HelpOption();
}
