package dev.bestcode.cli;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.RepairReport;
import dev.bestcode.kernel.WalInspector;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `bestcode kernel repair`: what can be saved, in a new directory.
@Command(
        name = "repair",
        description = "Save what can be saved into a new directory; the old one stays as it is.",
        footer = {
            "",
            "Exit status 0 when nothing is lost, 7 when something is; either way NEWDIR is",
            "a whole kernel, and what is lost is listed.",
            "",
            "Example:",
            "  bestcode kernel repair --kernel k0 --to saved"
        })
final class KernelRepairCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private KernelChoice choice = new KernelChoice();
    @Mixin private OutputOption output = new OutputOption();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "NEWDIR",
            description = "Where to; not there yet, or empty.")
    private Path target = Path.of("");

    @Override
    public Integer call() throws IOException {
        var source = choice.one();
        NewKernel.requireOutside(source, target, choice);
        var report = WalInspector.of(FileStorage.at(source)).repair(FileStorage.at(target));
        show(report, output.lines());
        return report.isLossy() ? ExitCode.KERNEL : ExitCode.OK;
    }

    private void show(RepairReport report, SafeLines lines) {
        report.findings().forEach(f -> lines.line(f.toString(), f.toJson()));
        report.lost().forEach(lost -> lines.line(lost.toString(), lost.toJson()));
        for (var gone : report.contents()) {
            lines.line("lost content: " + gone, JsonObject.builder().put("content", gone).build());
        }
        lines.line(
                "%s: %,d transactions saved, head %s"
                        .formatted(target, report.saved(), report.head()),
                JsonObject.builder()
                        .put("kernel", target.toString())
                        .put("saved", report.saved())
                        .put("lossy", report.isLossy())
                        .put("head", report.head().toString())
                        .build());
    }
}
