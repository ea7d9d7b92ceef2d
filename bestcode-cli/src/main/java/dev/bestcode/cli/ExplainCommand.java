package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.librarian.Explanation;
import dev.bestcode.runtime.RunExplanation;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestcode explain`: what the librarian did with a run's context, and why.
@Command(
        name = "explain",
        description = "Show where each part of a run's context stands, and why it was folded.",
        footer = {
            "",
            "Examples:",
            "  bestcode explain r-4f2a             every segment, one a line",
            "  bestcode explain r-4f2a 17          what was decided about one, and why",
            "",
            "A run whose process still works is explained by that process."
        })
final class ExplainCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "As 'bestcode runs' lists it.")
    private String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SEGMENT",
            description = "The number in a line such as [#17 folded].")
    private @Nullable Long segment;

    @Override
    public Integer call() throws IOException {
        var contexts =
                RunExplanation.find(state.directory(System.getenv()), new RunId(run))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no run '%s' in this workspace; 'bestcode runs' lists them"
                                                        .formatted(run)));
        return segment == null ? all(contexts) : one(contexts, segment);
    }

    private int all(List<RunExplanation> contexts) {
        for (var context : contexts) {
            if (output.chosen() != ListOutput.json) {
                System.out.println(context.path());
            }
            context.segments().forEach(it -> show(context, it, "  " + it.line()));
        }
        return ExitCode.OK;
    }

    private int one(List<RunExplanation> contexts, long number) {
        for (var context : contexts) {
            for (var found : context.segments()) {
                if (found.segment().value() == number) {
                    show(context, found, found.text());
                    return ExitCode.OK;
                }
            }
        }
        throw new IllegalArgumentException(
                "run '%s' has no segment %d; without a number all are listed"
                        .formatted(run, number));
    }

    private void show(RunExplanation context, Explanation explanation, String text) {
        output.lines().line(text, context.toJson(explanation));
    }
}
