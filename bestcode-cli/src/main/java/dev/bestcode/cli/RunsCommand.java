package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode runs`: what has run in a workspace, and what runs now.
@Command(
        name = "runs",
        description = "List the runs of a workspace, the newest last.",
        subcommands = {RunsShowCommand.class, RunsDiffCommand.class, RunsExportCommand.class},
        footer = {
            "",
            "A status of 'interrupted' means that the process of the run has ended before",
            "it; 'bestcode resume RUN' goes on with it.",
            "",
            "Examples:",
            "  bestcode runs",
            "  bestcode runs show r-4f0q1x8z2k     what its calls changed in the workspace",
            "  bestcode runs --output json | jq 'select(.status == \"running\")'"
        })
final class RunsCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        var list = RunList.of(state.existing(System.getenv()));
        return list.show(output.chosen(), System.out, System.err);
    }
}
