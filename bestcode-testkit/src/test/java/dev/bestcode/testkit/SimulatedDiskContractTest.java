package dev.bestcode.testkit;

import dev.bestcode.api.kernel.KernelStorage;

class SimulatedDiskContractTest extends KernelStorageContract {
    @Override
    protected KernelStorage fresh() {
        return SimulatedDisk.seeded(1);
    }
}
