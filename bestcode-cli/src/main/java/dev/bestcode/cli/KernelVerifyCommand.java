package dev.bestcode.cli;

import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode kernel verify`: every byte that holds something.
@Command(
        name = "verify",
        description = "Check the log, its chain, content, snapshots and indexes.",
        footer = {
            "",
            "Exit status 7 when something is damaged. Nothing is changed, and an owner may",
            "be at work. 'bestcode journal verify' also compares with a head that was kept",
            "elsewhere."
        })
final class KernelVerifyCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private KernelChoice choice = new KernelChoice();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "text or json (default: text at a terminal, json in a pipe).")
    private @Nullable ListOutput output;

    @Override
    public Integer call() throws IOException {
        var shown = new VerificationLines(new SafeLines(ListOutput.chosen(output), System.out));
        int exit = ExitCode.OK;
        for (var directory : choice.all()) {
            var found = WalInspector.of(FileStorage.at(directory)).verify(Optional.empty());
            exit = Math.max(exit, shown.show(directory, found));
        }
        return exit;
    }
}
