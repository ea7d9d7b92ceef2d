package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.librarian.Explanation;
import dev.bestcode.runtime.CallLine;
import dev.bestcode.runtime.Explainer;
import dev.bestcode.runtime.RunExplanation;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode explain`: why a call was made or refused, and what the librarian did with a run's
/// context.
@Command(
        name = "explain",
        description = "Show why a call was made or refused, and what of a run's context is folded.",
        footer = {
            "",
            "Of a call: the route, the permission and who gave it, the budget, and how",
            "much of its context the model saw. Limits are as the organism says now.",
            "",
            "Examples:",
            "  bestcode explain r-4f2a             every segment, one a line",
            "  bestcode explain r-4f2a 17          what was decided about one, and why",
            "  bestcode explain r-4f2a --calls     every call, with its number",
            "  bestcode explain r-4f2a 23          why one was made, or refused"
        })
final class ExplainCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private OrganismOptions system = new OrganismOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Option(names = "--calls", description = "List the run's calls, refused ones too.")
    private boolean calls;

    @Parameters(index = "0", paramLabel = "RUN", description = "As 'bestcode runs' lists it.")
    private String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "A segment or a call: its number, or the model's id of a call.")
    private @Nullable String what;

    /// The transaction of the call that was listed last.
    private long listed;

    @Override
    public Integer call() throws IOException {
        if (calls && what != null) {
            throw help.wrong("say --calls or which one, not both");
        }
        try {
            if (calls) {
                return listed(new RunId(run));
            }
            return what == null ? all() : one(what);
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private int all() throws IOException {
        for (var context : contexts()) {
            if (output.chosen() != ListOutput.json) {
                System.out.println(context.path());
            }
            context.segments().forEach(it -> show(context, it, "  " + it.line()));
        }
        return ExitCode.OK;
    }

    /// Segments and messages have their numbers from one order.
    private int one(String named) throws IOException {
        var number = number(named);
        if (number.isPresent()) {
            for (var context : contexts()) {
                for (var found : context.segments()) {
                    if (found.segment().value() == number.get()) {
                        show(context, found, found.text());
                        return ExitCode.OK;
                    }
                }
            }
        }
        return call(new RunId(run), named);
    }

    private static Optional<Long> number(String named) {
        return named.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(named)) : Optional.empty();
    }

    private List<RunExplanation> contexts() throws IOException {
        return RunExplanation.find(system.state.directory(System.getenv()), new RunId(run))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no run '%s' in this workspace; 'bestcode runs' lists them"
                                                .formatted(run)));
    }

    private void show(RunExplanation context, Explanation explanation, String text) {
        output.lines().line(text, context.toJson(explanation));
    }

    private int call(RunId id, String named) throws IOException {
        var files = RunFiles.of(id, system.state);
        try (var _ = WorkspaceStandIn.forMissing(system.state)) {
            var explainer = system.builderWithoutModel(System.getenv()).explainer();
            var call = files.read((state, content) -> explainer.of(state, content, id, named));
            output.lines().line(CallText.of(call), call.toJson());
            return ExitCode.OK;
        }
    }

    private int listed(RunId id) throws IOException {
        return RunFiles.of(id, system.state)
                .read(
                        (state, _) -> {
                            long before = listed; // files may have to be read once more
                            Explainer.calls(state, id, call -> list(call, before));
                            return ExitCode.OK;
                        });
    }

    private void list(CallLine call, long before) {
        if (call.lsn() > before) {
            output.lines().line(CallText.line(call), call.toJson());
            listed = call.lsn();
        }
    }
}
