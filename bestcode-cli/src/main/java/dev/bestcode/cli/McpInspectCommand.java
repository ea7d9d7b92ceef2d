package dev.bestcode.cli;

import dev.bestcode.mcp.McpException;
import dev.bestcode.mcp.McpServers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode mcp inspect`: what a server offers now, beside what was accepted. Nothing is kept.
@Command(
        name = "inspect",
        description = "Start a server inside the sandbox and show its tools, word for word.",
        footer = {"", "Example:", "  bestcode mcp inspect github"})
final class McpInspectCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private McpChoice choice = new McpChoice();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "SERVER", description = "Its listener.")
    private String server = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            McpLines.print(server, choice.look(server, McpServers::inspect), output);
            return ExitCode.OK;
        } catch (McpException e) {
            System.err.println(Printable.of(String.valueOf(e.getMessage())));
            return ExitCode.FAILED;
        }
    }
}
