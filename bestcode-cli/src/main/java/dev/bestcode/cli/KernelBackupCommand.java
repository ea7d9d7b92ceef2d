package dev.bestcode.cli;

import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `bestcode kernel backup`: a verified copy, while an owner may be at work.
@Command(
        name = "backup",
        description = "Copy a kernel, also one that is in use, and verify the copy.",
        footer = {
            "",
            "The copy is a kernel directory like any other. Keep the head that is printed",
            "elsewhere: 'bestcode journal verify --head' compares it."
        })
final class KernelBackupCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private KernelChoice choice = new KernelChoice();

    @Parameters(paramLabel = "DIR", description = "Where to; not there yet, or empty.")
    private Path target = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "text or json (default: text at a terminal, json in a pipe).")
    private @Nullable ListOutput output;

    @Override
    public Integer call() throws IOException {
        var source = choice.one();
        NewKernel.requireOutside(source, target, choice);
        var report = WalInspector.of(FileStorage.at(source)).backup(FileStorage.at(target));
        new SafeLines(ListOutput.chosen(output), System.out)
                .line(
                        "%s: %,d files, %,d bytes, verified; head %s"
                                .formatted(target, report.files(), report.bytes(), report.head()),
                        report.toJson());
        return ExitCode.OK;
    }
}
