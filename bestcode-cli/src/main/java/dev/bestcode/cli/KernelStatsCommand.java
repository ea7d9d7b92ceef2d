package dev.bestcode.cli;

import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelFigures;
import dev.bestcode.kernel.WalInspector;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `bestcode kernel stats`: kernels in numbers.
@Command(
        name = "stats",
        description = "Show kernels in numbers.",
        footer = {"", "Example:", "  bestcode kernel stats --kernel k1 --output json"})
final class KernelStatsCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private KernelChoice choice = new KernelChoice();
    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        var lines = output.lines();
        for (var directory : choice.all()) {
            var figures = WalInspector.of(FileStorage.at(directory)).stats();
            lines.line(text(directory.toString(), figures), figures.toJson());
        }
        return ExitCode.OK;
    }

    private static String text(String directory, KernelFigures figures) {
        var runs =
                figures.runs().entrySet().stream()
                        .map(run -> run.getValue() + " (" + run.getKey() + ")")
                        .collect(Collectors.joining(", "));
        var snapshots =
                figures.snapshots().stream()
                        .map(s -> "LSN %d, %,d bytes".formatted(s.lsn(), s.bytes()))
                        .collect(Collectors.joining("; "));
        return """
        %s
          kernel id    %s
          head         %s
          threads      %,d
          pages        %,d
          undelivered  %,d
          runs         %s
          blobs        %,d, %,d bytes
          snapshots    %s
          segments
        %s"""
                .formatted(
                        directory,
                        figures.kernelId(),
                        figures.head(),
                        figures.threads(),
                        figures.pages(),
                        figures.undelivered(),
                        runs.isEmpty() ? "none" : runs,
                        figures.blobs(),
                        figures.blobBytes(),
                        snapshots.isEmpty() ? "none" : snapshots,
                        figures.segments().stream()
                                .map(KernelStatsCommand::text)
                                .collect(Collectors.joining("\n")));
    }

    private static String text(KernelFigures.Segment segment) {
        return "    %s: LSN %d to %d, %,d of %,d bytes used, content %,d live, %,d dropped"
                .formatted(
                        segment.file(),
                        segment.firstLsn(),
                        segment.lastLsn(),
                        segment.usedBytes(),
                        segment.bytes(),
                        segment.liveContentBytes(),
                        segment.droppedContentBytes());
    }
}
