package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;

/// `bestcode report`: a run as a page for a browser.
@Command(
        name = "report",
        description = "Write one page of HTML that shows a run: what happened, when, at what cost.",
        footer = {
            "",
            "The page needs nothing beside itself, and runs no script.",
            "",
            "Examples:",
            "  bestcode report r-4f0q1x8z2k                   report-r-4f0q1x8z2k.html",
            "  bestcode report r-4f0q1x8z2k --to page.html"
        })
final class ReportCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private PricesOption prices = new PricesOption();

    @Parameters(paramLabel = "RUN", description = "As 'bestcode runs' lists it.")
    private String run = "";

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "A new file (default: report-RUN.html here).")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        var report = report();
        var target = file == null ? Path.of("report-" + report.run() + ".html") : file;
        Files.write(
                target,
                ReportPage.of(report).getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
        System.out.println(Printable.of(target.toString()));
        return ExitCode.OK;
    }

    private RunReport report() throws IOException {
        var table = prices.table();
        try {
            return RunReport.of(state.directory(System.getenv()), new RunId(run), table);
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        } catch (NoClassDefFoundError absent) {
            throw help.wrong(
                    "bestcode-tui, which reads journals, is not beside bestcode-cli; install it.");
        }
    }
}
