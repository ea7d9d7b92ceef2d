package dev.bestcode.cli;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.llm.MissingKeyException;
import dev.bestcode.organism.OrganismException;
import dev.bestcode.runtime.ControlException;
import dev.bestcode.runtime.HookRefusedException;
import dev.bestcode.runtime.WiringException;
import dev.bestcode.security.ProfileProblemsException;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;

/// What is said, and with which status, when a command fails.
final class FailureSentence {
    private FailureSentence() {}

    /// Failures of the world end in a sentence and a status; mistakes of the program show their
    /// trace, for the report.
    static int explain(Exception e, CommandLine command) {
        return switch (e) {
            case MissingKeyException missing -> say(missing, ExitCode.CONFIGURATION);
            case OrganismException organism -> say(organism, ExitCode.CONFIGURATION);
            case UntrustedException untrusted -> say(untrusted, ExitCode.REFUSED);
            case HookRefusedException refused -> say(refused, ExitCode.REFUSED);
            case ProfileProblemsException profiles -> say(profiles, ExitCode.CONFIGURATION);
            case WiringException wiring -> say(wiring, ExitCode.CONFIGURATION);
            case KernelException kernel -> say(kernel, ExitCode.KERNEL);
            case ControlException control -> say(control, ExitCode.KERNEL);
            case IllegalArgumentException wrong -> say(wrong, ExitCode.CONFIGURATION);
            case UncheckedIOException place -> say(IoSentence.of(place), ExitCode.CONFIGURATION);
            case IOException io ->
                    say(
                            IoSentence.of(io),
                            IoSentence.isAboutAName(io) ? ExitCode.CONFIGURATION : ExitCode.FAILED);
            default -> {
                e.printStackTrace(command.getErr());
                yield ExitCode.FAILED;
            }
        };
    }

    /// A mistake in usage: what it is, what may have been meant, and where to look.
    static int misused(ParameterException wrong, String... args) {
        var command = wrong.getCommandLine();
        var err = command.getErr();
        err.println(Printable.of(String.valueOf(wrong.getMessage())));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("'%s --help' shows how.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }

    private static int say(Exception e, int code) {
        return say(String.valueOf(e.getMessage()), code);
    }

    static int say(String sentence, int code) {
        System.err.println(Printable.of(sentence));
        return code;
    }
}
