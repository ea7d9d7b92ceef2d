package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;

import java.nio.file.Path;
import java.util.Optional;

/// An open kernel, and the directory in which other processes look for its owner, if there is one.
record OwnedKernel(Kernel kernel, Optional<Path> directory) {
    static OwnedKernel in(KernelStorage storage) {
        return new OwnedKernel(WalKernel.open(storage, KernelOptions.defaults()), Optional.empty());
    }

    static OwnedKernel at(Path directory) {
        var kernel = WalKernel.open(FileStorage.at(directory), KernelOptions.defaults());
        return new OwnedKernel(kernel, Optional.of(directory));
    }
}
