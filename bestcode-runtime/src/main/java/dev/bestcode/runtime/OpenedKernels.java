package dev.bestcode.runtime;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Becomes the owner for the moment of reading. A system that starts in that moment takes the next
/// directory.
final class OpenedKernels implements UnownedKernels {
    @Override
    @SuppressWarnings("try") // the lock is all that is wanted of it
    public Optional<String> holder(Path directory) {
        try (var _ = FileStorage.at(directory).lock()) {
            return Optional.empty();
        } catch (KernelLockedException held) {
            return Optional.of(String.valueOf(held.getMessage()));
        } catch (Exception e) {
            throw new KernelException("%s: cannot be locked: %s".formatted(directory, e), e);
        }
    }

    @Override
    public <T> T read(Path directory, Function<KernelState, T> reading) {
        try (var kernel = WalKernel.open(FileStorage.at(directory), KernelOptions.defaults())) {
            return reading.apply(kernel.state());
        }
    }
}
