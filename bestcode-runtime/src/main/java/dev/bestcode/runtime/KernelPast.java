package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.tools.MomentId;
import dev.bestcode.tools.PastReader;
import dev.bestcode.tools.PastStore;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The past of a workspace in a kernel that is opened after the tools are made.
final class KernelPast implements PastStore {
    private final CompletableFuture<Opened> opened = new CompletableFuture<>();
    private final PastReader reader =
            new LoggedPast(
                    () -> opened.join().kernel().state(),
                    hash -> opened.join().kernel().content().get(hash));

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
    public void keep(RunId run, List<Bytes> contents) {
        var _ = commit(run, contents, Optional.empty());
    }

    @Override
    public MomentId keep(RunId run, List<Bytes> contents, Bytes moment) {
        long lsn = commit(run, contents, Optional.of(moment)).lsn();
        var thread = opened.join().kernel().state().threads().ofRun(run).orElseThrow();
        return new MomentId.Logged(thread.id(), lsn);
    }

    private Committed commit(RunId run, List<Bytes> contents, Optional<Bytes> moment) {
        var pipeline = opened.join().pipeline();
        return pipeline.keep(run, contents, LoggedPast.PART, moment);
    }

    /// Mostly it is there: the intent of the call that is about to be made was forced after it.
    @Override
    public void force(MomentId moment) {
        var kernel = opened.join().kernel();
        if (!(moment instanceof MomentId.Logged(_, long lsn)) || lsn > kernel.forcedLsn()) {
            opened.join().pipeline().force();
        }
    }

    @Override
    public Optional<MomentId> newest(RunId run) {
        return reader.newest(run);
    }

    @Override
    public Optional<Bytes> moment(MomentId id) {
        return reader.moment(id);
    }

    @Override
    public Optional<Bytes> content(Sha256 hash) {
        return reader.content(hash);
    }
}
