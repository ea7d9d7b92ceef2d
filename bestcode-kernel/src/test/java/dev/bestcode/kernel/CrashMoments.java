package dev.bestcode.kernel;

import dev.bestcode.testkit.SimulatedDisk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Plays the [Workload], and keeps the disk as it was after each call that changed something.
final class CrashMoments {
    private final SimulatedDisk disk;
    private final List<Moment> moments = new ArrayList<>();
    private volatile Optional<WalKernel> kernel = Optional.empty();
    private volatile long forced;
    private final AtomicLong attempted = new AtomicLong();

    private CrashMoments(SimulatedDisk disk) {
        this.disk = disk;
    }

    /// @param disk with all that is on its way
    /// @param forced the highest LSN that anybody had been told is safe
    /// @param attempted the highest LSN that anybody had asked for
    record Moment(int call, SimulatedDisk disk, long forced, long attempted) {
        @Override
        public String toString() {
            return "after change %d, LSN %d of %d forced, on their way %s"
                    .formatted(call, forced, attempted, disk.pending());
        }
    }

    static List<Moment> of(SimulatedDisk disk) {
        var life = new CrashMoments(disk);
        disk.watchChanges(life::keep);
        life.live();
        return List.copyOf(life.moments);
    }

    /// The moments of one open of what is there.
    static List<Moment> ofOpening(SimulatedDisk found) throws IOException {
        var opening = new CrashMoments(found);
        found.watchChanges(opening::keep);
        Reopened.state(found);
        return List.copyOf(opening.moments);
    }

    private void keep() {
        long known = Math.max(forced, kernel.map(WalKernel::forcedLsn).orElse(0L));
        moments.add(new Moment(moments.size() + 1, disk.fork(), known, attempted.get()));
    }

    private void live() {
        open();
        for (var step : Workload.STEPS) {
            switch (step) {
                case Workload.Commit(var ops, var force) -> {
                    attempted.incrementAndGet();
                    kernel.orElseThrow().commit(ops, force);
                }
                case Workload.Reopen() -> {
                    close();
                    open();
                }
            }
        }
        close();
    }

    private void open() {
        kernel = Optional.of(Workload.open(disk));
    }

    private void close() {
        kernel.orElseThrow().close();
        forced = attempted.get();
    }
}
