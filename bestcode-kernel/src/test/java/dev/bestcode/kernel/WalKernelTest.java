package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.testkit.KernelContract;

import java.util.Optional;

class WalKernelTest extends KernelContract {
    private final KernelStorage storage = FileStorage.inMemory();

    @Override
    protected Kernel open() {
        return WalKernel.open(storage, KernelOptions.defaults());
    }

    @Override
    protected Optional<Kernel> reopen() {
        return Optional.of(open());
    }
}
