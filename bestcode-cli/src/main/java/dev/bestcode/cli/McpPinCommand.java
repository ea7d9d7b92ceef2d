package dev.bestcode.cli;

import dev.bestcode.mcp.McpException;
import dev.bestcode.mcp.McpServers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode mcp pin`: accepts what a server offers now; a change after that is asked about.
@Command(
        name = "pin",
        description =
                "Accept the tools of a server as they are now; a change is asked about again.",
        footer = {"", "Example:", "  bestcode mcp pin github"})
final class McpPinCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private McpChoice choice = new McpChoice();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "SERVER", description = "Its listener.")
    private String server = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            McpLines.print(server, choice.look(server, McpServers::pin), output);
            return ExitCode.OK;
        } catch (McpException e) {
            System.err.println(Printable.of(String.valueOf(e.getMessage())));
            return ExitCode.FAILED;
        }
    }
}
