package dev.bestcode.kernel;

import dev.bestcode.testkit.SimulatedDisk;

import java.time.InstantSource;

/// A simulated disk on which a kernel meets the limits of [SmallKernel].
final class WalDisk implements ModelRun.Storage {
    private final Upkeep upkeep;
    private SimulatedDisk disk;

    WalDisk(long seed, Upkeep upkeep) {
        this.disk = SimulatedDisk.seeded(seed);
        this.upkeep = upkeep;
    }

    @Override
    public WalKernel open(InstantSource clock) {
        return WalKernel.open(disk, SmallKernel.options(clock).withUpkeep(upkeep));
    }

    @Override
    public void crash() {
        disk = disk.crash();
    }

    @Override
    public void failAfter(int changes) {
        disk.failAfter(changes);
    }
}
