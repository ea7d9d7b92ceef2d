package dev.bestcode.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode runs`: what has run in a workspace, and what runs now.
@Command(
        name = "runs",
        description = "List the runs of a workspace, the newest last.",
        footer = {
            "",
            "A status of 'interrupted' means that the process of the run has ended before it.",
            "",
            "Examples:",
            "  bestcode runs",
            "  bestcode runs --output json | jq 'select(.status == \"running\")'"
        })
final class RunsCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "text or json (default: text at a terminal, json in a pipe).")
    private @Nullable ListOutput output;

    @Override
    public Integer call() throws IOException {
        var list = RunList.of(state.directory(System.getenv()));
        return list.show(ListOutput.chosen(output), System.out, System.err);
    }
}
