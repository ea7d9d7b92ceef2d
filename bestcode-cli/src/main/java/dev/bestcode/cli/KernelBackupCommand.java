package dev.bestcode.cli;

import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "The copy is a kernel directory like any other, and as k0 in a folder of its",
            "own that",
            "folder is state for --data-dir. Keep the head that is printed elsewhere:",
            "'bestcode journal verify --head' compares it.",
            "",
            "Examples:",
            "  bestcode kernel backup ../kept/k0",
            "  bestcode runs --data-dir ../kept       what is in it"
        })
final class KernelBackupCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private KernelChoice choice = new KernelChoice();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "DIR", description = "Where to; not there yet, or empty.")
    private Path target = Path.of("");

    @Override
    public Integer call() throws IOException {
        var source = choice.one();
        NewKernel.requireOutside(source, target, choice);
        var report = WalInspector.of(FileStorage.at(source)).backup(FileStorage.at(target));
        output.lines()
                .line(
                        "%s: %,d files, %,d bytes, verified; head %s"
                                .formatted(target, report.files(), report.bytes(), report.head()),
                        report.toJson());
        return ExitCode.OK;
    }
}
