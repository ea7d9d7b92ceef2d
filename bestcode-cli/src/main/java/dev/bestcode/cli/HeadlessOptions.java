package dev.bestcode.cli;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.Approver;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.BestCodeBuilder;
import dev.bestcode.security.StandingWalls;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.function.Function;

/// The options of a task that nobody sits beside, and the way through it.
final class HeadlessOptions {
    private static final ApprovalAnswer NOBODY_THERE =
            ApprovalAnswer.deny(
                    "headless run",
                    "this call needs approval and nobody is there to ask; the user can run with --approve all, or with --approve ask and answer with 'bestcode approve'");

    enum Approve {
        all,
        ask
    }

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text, json, stream-json (--include-partial: deltas).")
    RunOutput output = RunOutput.text;

    @Option(
            names = "--include-partial",
            hidden = true, // its line of help is that of --output
            description = "With stream-json: text while it streams, as delta.")
    private boolean includePartial;

    @Option(
            names = "--approve",
            paramLabel = "HOW",
            description = "Calls that ask: all run, ask waits (else: denied).")
    private @Nullable Approve approve;

    private static void say(StandingWalls walls) {
        System.err.println(Printable.of(WallLine.of(walls)));
    }

    /// Of a task that another process works on: who is asked there, and what it tells, is decided
    /// there.
    void sayWhatHasNoEffect() {
        if (approve != null) {
            System.err.println("bestcode: --approve has no effect; that process asks as it began");
        }
        if (includePartial) {
            System.err.println(
                    "bestcode: --include-partial has no effect; of another process only what is committed is shown");
        }
    }

    /// Assemble, begin, show what happens, and end with the task.
    /// @return the exit status
    int carryOut(BestCodeBuilder builder, Function<BestCode, Run> begin)
            throws InterruptedException {
        var follower = new Follower();
        var progress = new ProgressLines(System.err, approve == Approve.ask);
        builder.approveAll(approve == Approve.all)
                .approver(approve == Approve.ask ? Approver.elsewhere() : _ -> NOBODY_THERE)
                .walls(HeadlessOptions::say)
                .events(follower);
        try (var signal = StopOnSignal.armed();
                var os = builder.build()) {
            os.controlProblem().ifPresent(problem -> System.err.println("bestcode: " + problem));
            var run = begin.apply(os);
            signal.stops(run);
            var result =
                    follower.follow(
                            run,
                            event -> {
                                progress.show(event);
                                output.event(event, includePartial, System.out);
                            });
            output.result(result, StandardOutput.isTerminal(), System.out, System.err);
            return ExitCode.of(result.status());
        }
    }
}
