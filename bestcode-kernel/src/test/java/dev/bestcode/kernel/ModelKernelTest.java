package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.testkit.KernelContract;

import java.time.Clock;
import java.util.Optional;

class ModelKernelTest extends KernelContract {
    private ModelKernel newest = new ModelKernel(Model.empty(), Clock.systemUTC());

    @Override
    protected Kernel open() {
        return newest;
    }

    @Override
    protected Optional<Kernel> reopen() {
        return Optional.empty();
    }
}
