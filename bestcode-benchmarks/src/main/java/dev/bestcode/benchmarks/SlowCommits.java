package dev.bestcode.benchmarks;

import dev.bestcode.kernel.FileStorage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;

/// A child of [RaspberryPi]: commits on a slow medium.
@Command(name = SlowCommits.NAME, hidden = true)
final class SlowCommits implements Runnable {
    static final String NAME = "slow-commits";

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int[] WRITERS = {1, 16};

    @Mixin private DataOption data;

    @Option(names = "--sync-millis", required = true)
    private int syncMillis;

    @Override
    public void run() {
        try (var folder = data.folder()) {
            for (int writers : WRITERS) {
                var below = FileStorage.at(folder.folder("kernel" + writers));
                var storage = new SlowStorage(below, Duration.ofMillis(syncMillis));
                try (var store = KernelStore.create(storage)) {
                    var all = Writers.virtual(writers);
                    all.runFor(store, WARM_UP);
                    var round = all.runFor(store, TIME);
                    ChildJvm.answer("rate-" + writers, Math.round(round.commitsPerSecond()));
                    ChildJvm.answer("time-" + writers, round.latencies().percentile(50));
                }
            }
        }
    }
}
