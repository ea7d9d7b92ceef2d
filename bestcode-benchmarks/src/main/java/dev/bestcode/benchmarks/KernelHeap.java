package dev.bestcode.benchmarks;

import dev.bestcode.kernel.FileStorage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/// Whether heap grows with the history: one run, many messages, a bounded JVM.
@Command(
        name = "kernel-heap",
        description = "Heap while one run grows; in a JVM of 256 MiB.",
        mixinStandardHelpOptions = true)
final class KernelHeap implements Callable<Integer> {
    private static final String HEAP = "-Xmx256m";
    private static final int STEPS = 10;
    private static final int WRITERS = 64;

    @Mixin private DataOption data;

    @Mixin private Report report;

    @Option(names = "--messages", defaultValue = "1000000", description = "In all.")
    private long messages;

    /// Set by this program for its own child.
    @Option(names = "--child", hidden = true)
    private boolean child;

    @Override
    public Integer call() {
        try (var folder = data.folder()) {
            if (child) {
                Machine.print(System.out, folder.path());
                grow(folder);
                return 0;
            }
            var ended =
                    ChildJvm.run(
                            List.of(HEAP),
                            List.of(
                                    "kernel-heap",
                                    "--child",
                                    "--dir=" + folder.path(),
                                    "--messages=" + messages));
            System.out.printf("%nchild JVM with %s ended with %d%n", HEAP, ended.exit());
            if (ended.exit() == 0) {
                report.add("heap-most", ended.require("heap-most"));
                report.add("heap-growth", ended.require("heap-growth"));
            }
            return ended.exit();
        }
    }

    private void grow(DataFolder folder) {
        var table =
                new Table(
                        "Heap with " + HEAP + ", one run",
                        "messages",
                        "heap after GC MiB",
                        "bytes per message",
                        "RSS MiB");
        try (var store = KernelStore.create(FileStorage.at(folder.folder("kernel")))) {
            long empty = Vitals.heapAfterGc();
            table.row("0", Figures.mebibytes(empty), Figures.NONE, resident());
            long done = 0;
            long first = 0;
            long most = empty;
            for (int i = 0; i < STEPS; i++) {
                done += Writers.virtual(WRITERS).runUntil(store, messages / STEPS).commits();
                long heap = Vitals.heapAfterGc();
                first = i == 0 ? heap : first;
                most = Math.max(most, heap);
                table.row(
                        Figures.whole(done),
                        Figures.mebibytes(heap),
                        Figures.decimal((double) (heap - empty) / done),
                        resident());
            }
            long growth = Vitals.heapAfterGc() - first;
            ChildJvm.answer("heap-most", most);
            ChildJvm.answer("heap-growth", growth * STEPS / ((STEPS - 1) * done));
        } finally {
            table.print(System.out); // what was reached, also when the heap ended first
        }
    }

    private static String resident() {
        var bytes = Vitals.residentBytes();
        return bytes.isPresent() ? Figures.mebibytes(bytes.getAsLong()) : Figures.NONE;
    }
}
