package dev.bestcode.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/// `bestcode journal tail`: the newest entries, and with `--follow` those that come.
@Command(
        name = "tail",
        description = "Show the newest entries of a journal.",
        footer = {
            "",
            "An entry is shown once, when it is on stable storage, with its status of that",
            "moment.",
            "",
            "Examples:",
            "  bestcode journal tail --follow",
            "  bestcode journal tail r-4sww8jmvxg --from 1 --output json"
        })
final class JournalTailCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "Only entries of this run; finds its kernel by itself.")
    private @Nullable String run;

    @Option(
            names = "--from",
            paramLabel = "LSN",
            description = "Begin at this transaction, in place of the last entries.")
    private @Nullable Long from;

    @Option(
            names = "-n",
            paramLabel = "COUNT",
            description = "Begin with the last COUNT entries (default: 10).")
    private @Nullable Integer count;

    @Option(
            names = "--kernel",
            paramLabel = "kN",
            description = "Which kernel directory (default: the run's, or the only live one).")
    private @Nullable String kernel;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until the process that writes it ends.")
    private boolean follow;

    @Override
    public Integer call() throws IOException {
        var place = state.existing(System.getenv());
        JournalTail tail;
        try {
            tail =
                    JournalTail.of(
                            place,
                            Optional.ofNullable(run),
                            Optional.ofNullable(kernel),
                            from == null ? OptionalLong.empty() : OptionalLong.of(from),
                            count == null ? OptionalInt.empty() : OptionalInt.of(count));
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
        return tail.show(follow, output.chosen(), System.out, System.err);
    }
}
