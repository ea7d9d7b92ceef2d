package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode stop`: ends what a run of another process has under way.
@Command(
        name = "stop",
        description = "Stop a run, whichever process it is in; its conversation stays valid.",
        footer = {"", "Example:", "  bestcode stop r-4f0q1x8z2k"})
final class StopCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();

    @Parameters(paramLabel = "RUN", description = "Its id; 'bestcode runs' lists them.")
    private String run = "";

    @Override
    public Integer call() throws IOException {
        var place = state.directory(System.getenv());
        try {
            System.out.println(RunStop.in(place, run));
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }
}
