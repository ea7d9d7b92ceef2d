package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;

/// Makes a file anew. One that cannot be made whole is taken away again: on a full disk, what is
/// left of it would hold the room that others need.
final class NewFile {
    private NewFile() {}

    @FunctionalInterface
    interface Filling {
        void fill(StorageFile file) throws IOException;
    }

    static void make(KernelStorage storage, String path, Filling filling) throws IOException {
        remove(storage, path);
        try (var file = storage.open(path, true)) {
            filling.fill(file);
        } catch (IOException | RuntimeException | Error e) {
            removeAfter(e, storage, path);
            throw e;
        }
    }

    private static void removeAfter(Throwable failure, KernelStorage storage, String path) {
        try {
            remove(storage, path);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void remove(KernelStorage storage, String path) throws IOException {
        if (storage.exists(path)) {
            storage.delete(path);
        }
    }
}
