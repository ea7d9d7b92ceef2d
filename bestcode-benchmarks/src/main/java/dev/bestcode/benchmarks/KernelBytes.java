package dev.bestcode.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a commit costs the device: sectors written between two syncs, over the commits between
/// them. All in: from the empty folder on. Steady: windows in which no space was prepared.
///
/// The device counts for all processes; a folder on a file system of its own, a loop device's too,
/// keeps the others out. The process's own counter in `/proc/self/io` cannot tell: it counts a
/// whole folio of the page cache, up to 2 MiB, for each force that finds one byte of it changed. So
/// what the kernel alone causes is computed beside it: each byte of log once, and for each force
/// the block in which the last one had ended, once more.
@Command(
        name = "kernel-bytes",
        description = "Device bytes per commit: raw sync, a bare log, the kernel, SQLite.",
        mixinStandardHelpOptions = true)
final class KernelBytes implements Runnable {
    private static final int WINDOWS = 15;
    private static final int BLOCK_BYTES = 4096;

    @Mixin private DataOption data;

    @Mixin private Report report;

    @Option(
            names = "--commits",
            defaultValue = "200000",
            description = "Of each case that groups; a tenth of the others.")
    private long commits;

    @Override
    public void run() {
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var device = BlockDevice.of(folder.path());
            if (device.isEmpty()) {
                System.out.println("no figures: the device below " + folder.path() + " is unknown");
                return;
            }
            int record = KernelStore.recordBytes();
            System.out.printf("%d bytes in the log for a unit%n", record);
            measure(folder, device.get(), record).print(System.out);
        }
    }

    private Table measure(DataFolder folder, BlockDevice device, int record) {
        long few = Math.max(1, commits / 10);
        var cases =
                List.of(
                        Case.raw(few * RawSync.WRITE_BYTES),
                        Case.bare(1, few * record, record),
                        Case.bare(16, commits * record, record),
                        Case.kernel(1),
                        Case.kernel(16),
                        Case.sqlite(1),
                        Case.groupedSqlite(16));
        var table =
                new Table(
                        "Device bytes per commit; all that the system writes is counted",
                        "case",
                        "commits",
                        "all in",
                        "windows",
                        "steady",
                        "log + %d x forces".formatted(BLOCK_BYTES),
                        "device flushes per commit");
        for (var of : cases) {
            boolean groups = of.writers().count() > 1;
            var own = folder.folder(of.name().replace(' ', '-'));
            table.row(measure(of, own, device, groups ? commits : few));
            DataFolder.delete(own);
        }
        return table;
    }

    private String[] measure(Case of, Path folder, BlockDevice device, long commits) {
        var before = device.countersAfterSync();
        try (var store = of.opener().apply(folder)) {
            long done = of.writers().runUntil(store, commits).commits();
            var all = device.countersAfterSync().since(before);
            var steady = steady(of, store, device, Math.max(16, commits / 50));
            report(of, steady);
            return new String[] {
                of.name(),
                Figures.whole(done),
                Figures.whole((double) all.writtenBytes() / done),
                steady.size() + " of " + WINDOWS,
                median(steady.stream().map(Window::device)),
                median(steady.stream().flatMap(window -> window.own().stream())),
                Figures.decimal((double) all.flushes() / done)
            };
        }
    }

    private void report(Case of, List<Window> windows) {
        var sorted = windows.stream().map(Window::device).sorted().toList();
        if (sorted.isEmpty()) {
            return;
        }
        long median = Math.round(sorted.get(sorted.size() / 2));
        switch (of.name()) {
            case Case.OURS_16 -> {
                report.add("device-bytes", median);
                var own = windows.stream().flatMap(one -> one.own().stream()).sorted().toList();
                report.add("own-bytes", Math.round(own.get(own.size() / 2)));
            }
            case Case.BARE_16 -> report.add("device-bytes", "bare-log", median);
            case Case.SQLITE_16 -> report.add("device-bytes", "sqlite", median);
            default -> {
                // no gate is about it
            }
        }
    }

    /// Bytes per commit.
    /// @param own of the kernel, computed
    private record Window(double device, Optional<Double> own) {}

    private static List<Window> steady(Case of, Store store, BlockDevice device, long commits) {
        var windows = new ArrayList<Window>();
        for (int i = 0; i < WINDOWS; i++) {
            long zeros = zeroBytes(store);
            var own = own(store);
            var before = device.countersAfterSync();
            long done = of.writers().runUntil(store, commits).commits();
            var written = device.countersAfterSync().since(before);
            if (zeroBytes(store) == zeros) {
                windows.add(
                        new Window(
                                (double) written.writtenBytes() / done,
                                own.flatMap(
                                        then ->
                                                own(store)
                                                        .map(
                                                                now ->
                                                                        (double) (now - then)
                                                                                / done))));
            }
        }
        return windows;
    }

    private static Optional<Long> own(Store store) {
        return store instanceof KernelStore kernel
                ? Optional.of(
                        kernel.storage().writtenBytes() + BLOCK_BYTES * kernel.storage().forces())
                : Optional.empty();
    }

    private static long zeroBytes(Store store) {
        return store instanceof KernelStore kernel ? kernel.storage().zeroBytes() : 0;
    }

    private static String median(Stream<Double> values) {
        var sorted = values.sorted().toList();
        return sorted.isEmpty() ? Figures.NONE : Figures.whole(sorted.get(sorted.size() / 2));
    }
}
