package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
            "elsewhere.",
            "",
            "Example:",
            "  bestcode kernel verify --kernel k0"
        })
final class KernelVerifyCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private KernelChoice choice = new KernelChoice();
    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        return new VerificationLines(output.lines()).verify(choice.all(), Optional.empty());
    }
}
