package dev.bestcode.cli;

import dev.bestcode.kernel.KeptHead;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode journal verify`: the chain, and a head that was kept.
@Command(
        name = "verify",
        description = "Check the journal's hash chain, and show its head.",
        footer = {
            "",
            "Write the head down elsewhere: with --head, a later verification notices a",
            "journal that was shortened or written anew. Exit status 7 when it does not",
            "hold.",
            "",
            "Example:",
            "  bestcode journal verify --head 1204:9f86d081884c7d65…"
        })
final class JournalVerifyCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private KernelChoice choice = new KernelChoice();
    @Mixin private OutputOption output = new OutputOption();

    @Option(
            names = "--head",
            paramLabel = "[LSN:]HEX",
            description = "A head that was printed earlier.")
    private @Nullable String head;

    @Override
    public Integer call() throws IOException {
        var kept = kept();
        var directories = kept.isPresent() ? List.of(choice.one()) : choice.all();
        return new VerificationLines(output.lines()).verify(directories, kept);
    }

    private Optional<KeptHead> kept() {
        try {
            return Optional.ofNullable(head).map(KeptHead::parse);
        } catch (IllegalArgumentException e) {
            throw choice.usage("--head: " + e.getMessage());
        }
    }
}
