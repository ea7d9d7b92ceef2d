package dev.bestcode.cli;

import dev.bestcode.api.security.ApprovalScope;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode approve`: answers a call that waits in another process.
@Command(
        name = "approve",
        description = "Answer calls that wait for a person; without a question, list them.",
        footer = {
            "",
            "Examples:",
            "  bestcode approve                       what waits",
            "  bestcode approve 17                    let that call run, once",
            "  bestcode approve 17 --scope run        and the very same call in this run",
            "  bestcode approve 17 --answer \"name=Ada\"",
            "  bestcode approve 17 --deny --reason \"not on a Friday\""
        })
final class ApproveCommand implements Callable<Integer> {
    enum Scope {
        once,
        run,
        always
    }

    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "QUESTION",
            description = "Its number, as the list shows it.")
    private @Nullable Long question;

    @Option(
            names = "--kernel",
            paramLabel = "NAME",
            description = "Which kernel has it, such as k0, when several have that number.")
    private @Nullable String kernel;

    @Option(names = "--deny", description = "Say no in place of yes.")
    private boolean deny;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            defaultValue = "once",
            description =
                    "What else is allowed: once (nothing), run (the very same call in this run),"
                            + " always (in this workspace; kept in your configuration).")
    private Scope scope = Scope.once;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "With --deny: what the model is told.")
    private String reason = "the person said no";

    @Option(
            names = "--answer",
            paramLabel = "FIELDS",
            description = "For a form: name=value …, or a JSON object.")
    private String filled = "";

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        var approvals = ApprovalList.of(state.existing(System.getenv()));
        if (question == null) {
            return approvals.show(output.chosen(), System.out, System.err);
        }
        var answer =
                new ApprovalList.Decision(
                        !deny, ApprovalScope.ofWireName(scope.name()), deny ? reason : "", filled);
        System.out.println(approvals.answer(question, kernel == null ? "" : kernel, answer));
        return ExitCode.OK;
    }
}
