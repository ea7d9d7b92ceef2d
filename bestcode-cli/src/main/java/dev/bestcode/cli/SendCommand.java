package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.ControlClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestcode send`: says something to a run of another process.
@Command(
        name = "send",
        description = "Say something more to a run that another process works on.",
        footer = {
            "",
            "A run under way reads it before its model is asked again; one that has ended",
            "gets it as another task. 'bestcode resume' is for runs that no process has.",
            "",
            "Example:",
            "  bestcode send r-4f0q1x8z2k \"leave the build file alone\""
        })
final class SendCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Its id; 'bestcode runs' lists them.")
    private String run = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "What to say.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        try {
            return send(new RunId(run), String.join(" ", words).strip());
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private int send(RunId id, String text) throws IOException {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Say what the run is to be told.");
        }
        var directory = RunPlace.in(state.directory(System.getenv())).of(id);
        try (var owner =
                ControlClient.connect(directory.path())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no process works on run %s; go on with it here: bestcode resume %s \"…\""
                                                        .formatted(id, id)))) {
            owner.followUp(id, text);
            System.out.printf("run %s has been told%n", id);
            return ExitCode.OK;
        }
    }
}
