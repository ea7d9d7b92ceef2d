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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What is said, and with which status, when a command fails.
record FailureSentence(String text, int code) {
    /// Failures of the world end in a sentence and a status; mistakes of the program show their
    /// trace, for the report.
    static int explain(Exception e, CommandLine command) {
        var sentence = of(e);
        if (sentence.isEmpty()) {
            e.printStackTrace(command.getErr());
            return ExitCode.FAILED;
        }
        return say(sentence.get().text, sentence.get().code);
    }

    /// What is said of a failure of the world; empty for a mistake of the program.
    static Optional<FailureSentence> of(Exception e) {
        return switch (e) {
            case MissingKeyException missing -> of(missing, ExitCode.CONFIGURATION);
            case OrganismException organism -> of(organism, ExitCode.CONFIGURATION);
            case UntrustedException untrusted -> of(untrusted, ExitCode.REFUSED);
            case HookRefusedException refused -> of(refused, ExitCode.REFUSED);
            case ProfileProblemsException profiles -> of(profiles, ExitCode.CONFIGURATION);
            case WiringException wiring -> of(wiring, ExitCode.CONFIGURATION);
            case KernelException kernel -> of(kernel, ExitCode.KERNEL);
            case ControlException control -> of(control, ExitCode.KERNEL);
            case IllegalArgumentException wrong -> of(wrong, ExitCode.CONFIGURATION);
            case UncheckedIOException place ->
                    Optional.of(new FailureSentence(IoSentence.of(place), ExitCode.CONFIGURATION));
            case IOException io ->
                    Optional.of(
                            new FailureSentence(
                                    IoSentence.of(io),
                                    IoSentence.isAboutAName(io)
                                            ? ExitCode.CONFIGURATION
                                            : ExitCode.FAILED));
            default -> Optional.empty();
        };
    }

    private static Optional<FailureSentence> of(Exception e, int code) {
        return Optional.of(new FailureSentence(String.valueOf(e.getMessage()), code));
    }

    /// A mistake in usage: what it is, what may have been meant, and where to look.
    static int misused(ParameterException wrong, String... args) {
        var command = wrong.getCommandLine();
        var err = command.getErr();
        SubcommandNames.told(wrong).stream()
                .filter(line -> !line.isEmpty())
                .forEach(line -> err.println(Printable.of(line)));
        err.println("'%s --help' shows how.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }

    static int say(String sentence, int code) {
        System.err.println(Printable.of(sentence));
        return code;
    }
}
