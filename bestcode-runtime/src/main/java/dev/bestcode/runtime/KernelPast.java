package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.tools.PastStore;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The past of a workspace in a kernel that is opened after the tools are made. Contents are kept
/// with their run; the hash of its newest moment is a state of its first thread.
final class KernelPast implements PastStore {
    /// Holds a dot, so that no listener can have it as its name.
    static final String PART = "system.past";

    private final CompletableFuture<Opened> opened = new CompletableFuture<>();

    private record Opened(Pipeline pipeline, Kernel kernel) {}

    /// No tool is called before this.
    void begin(Pipeline pipeline, Kernel kernel) {
        opened.complete(new Opened(pipeline, kernel));
    }

    /// What is dropped on delivery is not kept for later either.
    @Override
    public boolean keeps(RunId run) {
        return opened.join()
                .kernel()
                .state()
                .runs()
                .get(run)
                .filter(row -> row.pruned().isEmpty())
                .filter(row -> !(row.retention() instanceof Retention.PruneOnDelivery))
                .isPresent();
    }

    @Override
    public long draw() {
        return opened.join().pipeline().nextNumber();
    }

    @Override
    public void keep(RunId run, List<Bytes> contents, Optional<Sha256> newest, boolean durable) {
        opened.join()
                .pipeline()
                .keep(
                        run,
                        contents,
                        PART,
                        newest.map(KernelPast::state),
                        durable ? Force.NOW : Force.WITH_NEXT);
    }

    static Bytes state(Sha256 newest) {
        return Bytes.ofUtf8(newest.hex());
    }

    @Override
    public Optional<Sha256> newest(RunId run) {
        return opened.join().pipeline().kept(run, PART).map(kept -> new Sha256(kept.utf8()));
    }

    @Override
    public Optional<Bytes> content(Sha256 hash) {
        return opened.join().kernel().content().get(hash);
    }
}
