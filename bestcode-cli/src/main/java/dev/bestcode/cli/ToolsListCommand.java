package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode tools list`: what a profile holds.
@Command(
        name = "list",
        description = "List the tools of a profile.",
        footer = {"", "Example:", "  bestcode tools list --profile researcher"})
final class ToolsListCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private ToolChoice choice = new ToolChoice();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        var lines = output.lines();
        for (var tool : choice.tools()) {
            lines.line(ToolLines.text(tool), ToolLines.json(tool));
        }
        return ExitCode.OK;
    }
}
