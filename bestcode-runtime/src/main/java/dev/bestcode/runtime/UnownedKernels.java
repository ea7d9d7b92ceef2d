package dev.bestcode.runtime;

import dev.bestcode.api.kernel.KernelState;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// What can be learnt of a kernel directory from its files, without asking an owner.
interface UnownedKernels {
    /// Who holds it, as it wrote about itself; empty when nobody does.
    Optional<String> holder(Path directory);

    /// Read the state that a directory holds which nobody owns.
    /// @throws dev.bestcode.api.kernel.KernelException when it cannot be read, or has an owner now
    <T> T read(Path directory, Function<KernelState, T> reading);
}
