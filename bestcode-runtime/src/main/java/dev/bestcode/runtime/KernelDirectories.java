package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;

import java.nio.file.Path;

/// The kernel directories `k0`, `k1`, … of one workspace: a process takes the first that it can
/// lock, so two systems side by side never wait for each other.
final class KernelDirectories {
    /// More systems than a person runs side by side in one workspace; a runaway loop ends here.
    private static final int DIRECTORIES_MAX = 100;

    private KernelDirectories() {}

    /// @throws KernelException when the first free one cannot be opened, or none is free
    static Kernel openFirstFree(Path directory) {
        for (int number = 0; number < DIRECTORIES_MAX; number++) {
            try {
                return WalKernel.open(
                        FileStorage.at(directory.resolve("k" + number)), KernelOptions.defaults());
            } catch (KernelLockedException taken) {
                // Its owner works beside us.
            }
        }
        throw new KernelException(
                "%s: all of %d kernel directories are in use; end a process that holds one"
                        .formatted(directory, DIRECTORIES_MAX));
    }
}
