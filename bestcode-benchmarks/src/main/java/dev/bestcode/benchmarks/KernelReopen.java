package dev.bestcode.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Opening what a process left that was halted without a close, each time in a fresh and small JVM.
/// The system's file cache is warm.
@Command(
        name = "kernel-reopen",
        description = "Open, heap and last messages of a large journal: the kernel, SQLite.",
        mixinStandardHelpOptions = true)
final class KernelReopen implements Callable<Integer> {
    /// With the collector that the launcher starts Java with.
    private static final List<String> SMALL_JVM = List.of("-Xmx64m", "-XX:+UseSerialGC");

    private static final String WITH = "open-with-snapshot";
    private static final String WITHOUT = "open-without-snapshot";

    @Mixin private DataOption data;

    @Mixin private Report report;

    @Option(names = "--messages", defaultValue = "1000000", description = "Units to load.")
    private long messages;

    @Option(names = "--repeats", defaultValue = "3", description = "Opens of each kind.")
    private int repeats;

    @Option(
            names = "--without-peer",
            description = "Leave out SQLite, whose loading takes most of the time.")
    private boolean withoutPeer;

    private boolean allOpened = true;

    /// @param figures their names in a report
    /// @param forget what to delete before each open
    private record Kind(String name, List<String> figures, Peer peer, Runnable forget) {}

    /// @return 1 when a kind could not be opened
    @Override
    public Integer call() {
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var table =
                    new Table(
                            "Open after a halt, %d messages, %s, median of %d (best)"
                                    .formatted(messages, String.join(" ", SMALL_JVM), repeats),
                            "store",
                            "open ms",
                            "last 50 of a thread, p50 us",
                            "one message, p50 us",
                            "heap after GC MiB",
                            "RSS MiB",
                            "of it anonymous MiB",
                            "disk bytes per message");
            for (var peer : peers()) {
                load(folder.folder(peer.name()), peer);
            }
            if (DataFolder.size(folder.folder(Peer.KERNEL.name() + "/snap")) == 0) {
                System.out.println("the kernel has made no snapshot yet; load more");
            }
            for (var kind : kinds(folder)) {
                if (!peers().contains(kind.peer())) {
                    continue;
                }
                table.row(measure(kind, folder.folder(kind.peer().name())));
            }
            table.print(System.out);
            return allOpened ? 0 : 1;
        }
    }

    private List<Peer> peers() {
        return withoutPeer ? List.of(Peer.KERNEL) : List.of(Peer.values());
    }

    /// In this order: each deletes what the ones before it needed.
    private static List<Kind> kinds(DataFolder data) {
        var kernel = data.folder(Peer.KERNEL.name());
        Runnable forgetSnapshots = () -> DataFolder.deleteFiles(kernel.resolve("snap"), "");
        Runnable forgetIndexes = () -> DataFolder.deleteFiles(kernel.resolve("log"), ".idx");
        return List.of(
                new Kind("kernel, snapshot", List.of(WITH), Peer.KERNEL, () -> {}),
                new Kind("kernel, no snapshot", List.of(WITHOUT), Peer.KERNEL, forgetSnapshots),
                new Kind(
                        "kernel, no snapshot, no index files",
                        List.of(),
                        Peer.KERNEL,
                        () -> {
                            forgetSnapshots.run();
                            forgetIndexes.run();
                        }),
                new Kind(
                        "SQLite FULL",
                        List.of(WITH + Report.OF + "sqlite", WITHOUT + Report.OF + "sqlite"),
                        Peer.SQLITE,
                        () -> {}));
    }

    private void load(Path folder, Peer peer) {
        long start = System.nanoTime();
        var ended =
                ChildJvm.run(
                        List.of(),
                        List.of(ReopenLoad.NAME, peer.name(), folder.toString(), "" + messages));
        System.out.printf(
                "%s: %,d messages loaded in %s s%n",
                peer, ended.require("loaded"), Figures.decimal((System.nanoTime() - start) / 1e9));
    }

    private String[] measure(Kind kind, Path folder) {
        var opens = new ArrayList<ChildJvm.Ended>();
        for (int i = 0; i < repeats; i++) {
            kind.forget().run();
            var ended =
                    ChildJvm.run(
                            SMALL_JVM,
                            List.of(
                                    ReopenOpen.NAME,
                                    kind.peer().name(),
                                    folder.toString(),
                                    "" + messages));
            if (ended.exit() != 0) {
                allOpened = false;
                return failed(kind, ended.exit());
            }
            opens.add(ended);
        }
        kind.figures().forEach(name -> report.add(name, median(opens, "open")));
        if (kind.figures().contains(WITHOUT)) {
            report.add("open-heap", median(opens, "heap"));
        }
        return new String[] {
            kind.name(),
            Figures.millis(median(opens, "open"))
                    + " ("
                    + Figures.millis(least(opens, "open"))
                    + ")",
            Figures.micros(median(opens, "last"))
                    + " ("
                    + Figures.micros(least(opens, "last"))
                    + ")",
            Figures.micros(median(opens, "find"))
                    + " ("
                    + Figures.micros(least(opens, "find"))
                    + ")",
            Figures.mebibytes(median(opens, "heap")),
            Figures.mebibytes(median(opens, "rss")),
            Figures.mebibytes(median(opens, "anonymous")),
            Figures.whole((double) DataFolder.size(folder) / messages)
        };
    }

    private static String[] failed(Kind kind, int exit) {
        return new String[] {
            kind.name(),
            "failed, exit " + exit,
            Figures.NONE,
            Figures.NONE,
            Figures.NONE,
            Figures.NONE,
            Figures.NONE,
            Figures.NONE
        };
    }

    private static long median(List<ChildJvm.Ended> opens, String name) {
        return opens.stream()
                .map(open -> open.require(name))
                .sorted()
                .skip(opens.size() / 2)
                .findFirst()
                .orElse(0L);
    }

    private static long least(List<ChildJvm.Ended> opens, String name) {
        return opens.stream().mapToLong(open -> open.require(name)).min().orElse(0);
    }
}
