package dev.bestcode.cli;

import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KeptHead;
import dev.bestcode.kernel.WalInspector;

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

    @Option(
            names = "--head",
            paramLabel = "[LSN:]HEX",
            description = "A head that was printed earlier.")
    private @Nullable String head;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "text or json (default: text at a terminal, json in a pipe).")
    private @Nullable ListOutput output;

    @Override
    public Integer call() throws IOException {
        var kept = kept();
        var directories = kept.isPresent() ? List.of(choice.one()) : choice.all();
        var shown = new VerificationLines(new SafeLines(ListOutput.chosen(output), System.out));
        int exit = ExitCode.OK;
        for (var directory : directories) {
            var found = WalInspector.of(FileStorage.at(directory)).verify(kept);
            exit = Math.max(exit, shown.show(directory, found));
        }
        return exit;
    }

    private Optional<KeptHead> kept() {
        try {
            return Optional.ofNullable(head).map(KeptHead::parse);
        } catch (IllegalArgumentException e) {
            throw choice.usage("--head: " + e.getMessage());
        }
    }
}
