package dev.bestcode.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode tools list`: what a profile holds.
@Command(name = "list", description = "List the tools of a profile.")
final class ToolsListCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private ToolChoice choice = new ToolChoice();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "text or json (default: text at a terminal, json in a pipe).")
    private @Nullable ListOutput output;

    @Override
    public Integer call() throws IOException {
        var lines = new SafeLines(ListOutput.chosen(output), System.out);
        for (var tool : choice.tools()) {
            lines.line(ToolLines.text(tool), ToolLines.json(tool));
        }
        return ExitCode.OK;
    }
}
