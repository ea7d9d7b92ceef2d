package dev.bestcode.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a commit costs the device: sectors written between two syncs, over the commits between
/// them. All in: from the empty folder on. Steady: windows in which no space was prepared.
@Command(
        name = "kernel-bytes",
        description = "Device bytes per commit: raw sync, a bare log, the kernel, SQLite.",
        mixinStandardHelpOptions = true)
final class KernelBytes implements Runnable {
    private static final int WINDOWS = 15;

    @Mixin private DataOption data;

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
                        "device flushes per commit");
        for (var of : cases) {
            boolean groups = of.writers().count() > 1;
            var own = folder.folder(of.name().replace(' ', '-'));
            table.row(measure(of, own, device, groups ? commits : few));
            DataFolder.delete(own);
        }
        return table;
    }

    private static String[] measure(Case of, Path folder, BlockDevice device, long commits) {
        var before = device.countersAfterSync();
        try (var store = of.opener().apply(folder)) {
            long done = of.writers().runUntil(store, commits).commits();
            var all = device.countersAfterSync().since(before);
            var steady = steady(of, store, device, Math.max(16, commits / 50));
            return new String[] {
                of.name(),
                Figures.whole(done),
                Figures.whole((double) all.writtenBytes() / done),
                steady.size() + " of " + WINDOWS,
                median(steady).map(Figures::whole).orElse(Figures.NONE),
                Figures.decimal((double) all.flushes() / done)
            };
        }
    }

    private static List<Double> steady(Case of, Store store, BlockDevice device, long commits) {
        var windows = new ArrayList<Double>();
        for (int i = 0; i < WINDOWS; i++) {
            long zeros = zeroBytes(store);
            var before = device.countersAfterSync();
            long done = of.writers().runUntil(store, commits).commits();
            var written = device.countersAfterSync().since(before);
            if (zeroBytes(store) == zeros) {
                windows.add((double) written.writtenBytes() / done);
            }
        }
        return windows;
    }

    private static long zeroBytes(Store store) {
        return store instanceof KernelStore kernel ? kernel.storage().zeroBytes() : 0;
    }

    private static Optional<Double> median(List<Double> windows) {
        return windows.stream().sorted().skip(windows.size() / 2).findFirst();
    }
}
