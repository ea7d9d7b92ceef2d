package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.testkit.KernelStorageContract;

class MemoryStorageContractTest extends KernelStorageContract {
    @Override
    protected KernelStorage fresh() {
        return FileStorage.inMemory();
    }
}
