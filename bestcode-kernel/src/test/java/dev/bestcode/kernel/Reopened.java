package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.function.Function;

/// Opens a log as [LogThread] does, but on the caller's worker, and writes nothing behind it. An
/// open of tens of microseconds, for tests that open very many disks.
final class Reopened {
    private Reopened() {}

    /// @param look at the state while its contents can be read
    /// @throws dev.bestcode.api.kernel.KernelException when the open is refused
    static <T> T look(KernelStorage storage, Function<State, T> look) throws IOException {
        return look(storage, Workload.options(), look);
    }

    static <T> T look(KernelStorage storage, KernelOptions options, Function<State, T> look)
            throws IOException {
        var blobs = new BlobStore(storage);
        try (var store = new LogStore(storage.name(), blobs);
                var worker = new UpkeepWorker(storage.name(), Upkeep.INLINE)) {
            var next = new NextSegment(storage, worker);
            var state = new Opening(storage, options).open(store, next).state();
            blobs.recover(() -> state);
            return look.apply(state);
        }
    }

    static State state(KernelStorage storage) throws IOException {
        return look(storage, state -> state);
    }
}
