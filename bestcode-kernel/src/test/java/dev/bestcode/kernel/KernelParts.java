package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.List;

/// What a log thread works with, opened without one, for a test to play its part step by step.
final class KernelParts implements AutoCloseable {
    final LogStore store;
    final BlobStore blobs;
    final UpkeepWorker worker;
    final Publication publication;
    final Pruning pruning;

    KernelParts(KernelStorage storage, KernelOptions options) throws IOException {
        blobs = new BlobStore(storage);
        store = new LogStore(storage.name(), blobs);
        worker = new UpkeepWorker(storage.name(), options.upkeep());
        var next = new NextSegment(storage, worker);
        publication = new Publication(new Opening(storage, options).open(store, next).state());
        blobs.recover(publication::state);
        pruning = new Pruning(storage, options, store, blobs, worker);
    }

    /// Let readers see a transaction that is not forced.
    void publishUnforced(KernelOp... ops) {
        var before = publication.state();
        var transaction = Transaction.encode(List.of(ops), blobs::pin);
        var change = new StateChange(before, before.lsn() + 1, before.timeMillis());
        new Stamps(change, store).apply(transaction);
        publication.publish(change.result(Digest.NONE), publication.forcedLsn());
    }

    /// Wait for what upkeep has begun.
    @Override
    public void close() throws IOException {
        worker.close();
        store.close();
    }
}
