package dev.bestcode.cli;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.Approver;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode run`: one task, headless.
@Command(
        name = "run",
        description = "Do one task, and stop.",
        footer = {
            "",
            "Examples:",
            "  bestcode run \"fix the failing test\"",
            "  git diff | bestcode run --profile researcher \"review this change:\" -",
            "  bestcode run --approve all --output json \"make the build green\""
        })
final class RunCommand implements Callable<Integer> {
    /// Until the operating system's walls stand.
    static final String NO_WALL =
            "bestcode: no wall stands around commands yet: they run with your rights, and only with --approve all";

    private static final ApprovalAnswer NOBODY_THERE =
            ApprovalAnswer.deny(
                    "headless run",
                    "this call needs approval and nobody is there to ask; the user can run with --approve all, or with --approve ask and answer with 'bestcode approve'");

    /// More than any model takes in one task.
    private static final int STDIN_BYTES_MAX = 1 << 20;

    enum Approve {
        all,
        ask
    }

    @Mixin HelpOption help = new HelpOption();
    @Mixin private SystemOptions system = new SystemOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "TASK",
            description = "What is to be done; - stands for standard input, and so does nothing.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text, json (one result object) or stream-json (one event a line).")
    private RunOutput output = RunOutput.text;

    @Option(
            names = "--include-partial",
            description = "With stream-json: carry text while it streams, as type delta.")
    private boolean includePartial;

    @Option(
            names = "--approve",
            paramLabel = "HOW",
            description =
                    "Calls that would ask a person first: all (let them run) or ask (wait for"
                            + " 'bestcode approve'). Default: they are denied.")
    private @Nullable Approve approve;

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            description = "Model calls allowed; 0 allows none (default: the agent's own limit).")
    private @Nullable Integer maxIterations;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var task = task();
        var follower = new Follower();
        var progress = new ProgressLines(System.err, approve == Approve.ask);
        var builder =
                system.builder(System.getenv())
                        .approveAll(approve == Approve.all)
                        .approver(approve == Approve.ask ? Approver.elsewhere() : _ -> NOBODY_THERE)
                        .events(follower);
        System.err.println(NO_WALL);
        try (var signal = StopOnSignal.armed();
                var os = builder.build()) {
            os.controlProblem().ifPresent(problem -> System.err.println("bestcode: " + problem));
            var run = os.submit(task);
            signal.stops(run);
            var result =
                    follower.follow(
                            run,
                            event -> {
                                progress.show(event);
                                output.event(event, includePartial, System.out);
                            });
            output.result(result, System.out, System.err);
            return ExitCode.of(result.status());
        }
    }

    private Task task() throws IOException {
        var parts = new ArrayList<String>();
        for (var word : words.isEmpty() ? List.of("-") : words) {
            parts.add(word.equals("-") ? standardInput() : word);
        }
        var text = String.join(" ", parts);
        if (text.isBlank()) {
            throw wrong("Say what is to be done.");
        }
        if (maxIterations != null && maxIterations < 0) {
            throw wrong("--max-iterations is " + maxIterations + "; allowed from 0.");
        }
        var task = Task.of(system.profile, text);
        return maxIterations == null ? task : task.withMaxIterations(maxIterations);
    }

    private String standardInput() throws IOException {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            throw wrong("Say what is to be done, or pipe it in.");
        }
        var bytes = System.in.readNBytes(STDIN_BYTES_MAX + 1);
        if (bytes.length > STDIN_BYTES_MAX) {
            throw wrong("Standard input is larger than 1 MiB; name a file in the task instead.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command's spec");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
