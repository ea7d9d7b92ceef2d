package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.runtime.ControlException;
import dev.bestcode.runtime.KernelDirectories;
import dev.bestcode.runtime.KernelDirectory;
import dev.bestcode.runtime.RunSummary;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The runs of all kernel directories of a workspace. One that cannot be read is named, and the
/// others are listed.
final class RunList {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int TASK_WIDTH = 80;

    private final List<KernelDirectory> directories;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private record Row(KernelDirectory directory, RunSummary run) {}

    private RunList(List<KernelDirectory> directories) {
        this.directories = directories;
    }

    static RunList of(Path workspaceState) {
        var list = new RunList(KernelDirectories.list(workspaceState));
        list.directories.forEach(list::read);
        list.rows.sort(Comparator.comparing(row -> row.run().last()));
        return list;
    }

    private void read(KernelDirectory directory) {
        try {
            KernelDirectories.runs(directory).forEach(run -> rows.add(new Row(directory, run)));
        } catch (ControlException | KernelException e) {
            problems.add("%s cannot be read: %s".formatted(directory.name(), e.getMessage()));
        }
    }

    List<RunSummary> newestFirst() {
        return rows.reversed().stream().map(Row::run).toList();
    }

    /// What could not be read, and why.
    List<String> problems() {
        return List.copyOf(problems);
    }

    int show(ListOutput output, PrintStream out, PrintStream err) {
        rows.forEach(row -> out.println(output == ListOutput.json ? json(row) : text(row)));
        if (rows.isEmpty() && problems.isEmpty()) {
            (output == ListOutput.json ? err : out).println("There are no runs in this workspace.");
        }
        directories.stream()
                .filter(directory -> directory.owner() instanceof KernelDirectory.Dead)
                .forEach(directory -> err.println(died(directory)));
        problems.forEach(err::println);
        return problems.isEmpty() ? ExitCode.OK : ExitCode.KERNEL;
    }

    private static String died(KernelDirectory directory) {
        return "%s is not running: its last process died without closing"
                .formatted(directory.name());
    }

    private static String json(Row row) {
        var json =
                JsonObject.builder()
                        .put("kernel", row.directory().name())
                        .put("owner", owner(row.directory()));
        row.run().toJson().members().forEach(json::put);
        return Json.text(json.build());
    }

    private static String text(Row row) {
        var run = row.run();
        var kernel =
                row.directory().owner() instanceof KernelDirectory.Live
                        ? row.directory().name() + " live"
                        : row.directory().name();
        return "%-8s %-12s %-15s %s  %s  %s"
                .formatted(
                        kernel,
                        run.run(),
                        run.state().wireName(),
                        TIME.format(run.last().atZone(ZoneId.systemDefault())),
                        Printable.line(run.profile(), TASK_WIDTH),
                        Printable.line(run.task(), TASK_WIDTH));
    }

    private static String owner(KernelDirectory directory) {
        return switch (directory.owner()) {
            case KernelDirectory.Live _ -> "live";
            case KernelDirectory.Silent _ -> "silent";
            case KernelDirectory.Dead _ -> "dead";
            case KernelDirectory.Free _ -> "none";
        };
    }
}
