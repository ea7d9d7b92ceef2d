package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.kernel.Durability;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.RunLog;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.pipeline.Playhead;
import dev.bestcode.pipeline.Replayed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Drives runs that have ended again, offline, on a kernel in memory, and compares op by op.
///
/// From the log come what models and tools answered, what people said and allowed, numbers and
/// times, the librarian's epochs, and where a workspace and its project's memory stood. All else
/// is made again by the pipeline and the agents of this assembly, so a run of another organism
/// parts from its log where that first matters.
public final class Replay {
    private final BestCodeBuilder parts;
    private final Organism organism;
    private final AccessPolicy policy;
    private final Map<String, ToolPeer> tools;

    /// @param organism the effective one
    /// @param tools by name
    Replay(
            BestCodeBuilder parts,
            Organism organism,
            AccessPolicy policy,
            Map<String, ToolPeer> tools) {
        this.parts = parts;
        this.organism = organism;
        this.policy = policy;
        this.tools = new LinkedHashMap<>(tools);
    }

    /// @param state of the kernel that has the run; only read
    /// @throws IllegalArgumentException when there is no such run
    public ReplayResult of(KernelState state, RunId run) {
        var row =
                state.runs()
                        .get(run)
                        .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
        var refused = refused(state, row);
        if (refused.isPresent()) {
            return new ReplayResult.Refused(run, refused.get());
        }
        var log = RunLog.of(state, run).orElseThrow();
        var options = KernelOptions.defaults().withDurability(Durability.OS);
        try (var kernel = WalKernel.open(FileStorage.inMemory(), options)) {
            return hinted(log, result(run, log, kernel, driven(run, log, kernel)));
        }
    }

    /// Why a run cannot be driven again.
    private static Optional<String> refused(KernelState state, RunRow run) {
        if (run.pruned().isPresent() || run.retention() instanceof Retention.PruneOnDelivery) {
            return Optional.of(
                    "run %s was pruned, or is as it goes: what was said in it is gone"
                            .formatted(run.id()));
        }
        var thread = state.threads().get(run.thread());
        return thread.filter(row -> row.status() == ThreadStatus.ACTIVE)
                .map(
                        _ ->
                                "run %s has a task open; resume it, or stop it, and replay it then"
                                        .formatted(run.id()));
    }

    private Replayed driven(RunId run, RunLog log, Kernel kernel) {
        var playhead = new Playhead();
        var system = new ReplaySystem(parts, organism, tools, kernel, playhead);
        return system.pipeline(policy).replay(playhead, run, log.transactions(), system.derived());
    }

    /// Which model was asked, and how hard it was to think, is a person's choice, and the likeliest
    /// reason for a difference.
    private ReplayResult hinted(RunLog log, ReplayResult result) {
        return result instanceof ReplayResult.Diverged at && at.why().isEmpty()
                ? new AskedModels(organism, parts.model, parts.effort)
                        .difference(log.transactions())
                        .map(at::because)
                        .orElse(at)
                : result;
    }

    private static ReplayResult result(RunId run, RunLog log, Kernel kernel, Replayed replayed) {
        return switch (replayed) {
            case Replayed.Same(var transactions, var derived, var given) -> {
                var here = RunLog.of(kernel.state(), run).orElseThrow().stateHash();
                var there = log.stateHash();
                yield here.equals(there)
                        ? new ReplayResult.Same(run, here, transactions, derived, given)
                        : new ReplayResult.Diverged(
                                run,
                                kernel.state().lsn(),
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                "the ops are the same, and the state's hash is %s where the log's is %s"
                                        .formatted(here, there));
            }
            case Replayed.Diverged(var at) ->
                    new ReplayResult.Diverged(
                            run, at.lsn(), at.place(), at.logged(), at.derived(), at.why());
            case Replayed.Outside(var lsn, var why) ->
                    new ReplayResult.Refused(
                            run, "LSN %d cannot be made again: %s".formatted(lsn, why));
        };
    }
}
