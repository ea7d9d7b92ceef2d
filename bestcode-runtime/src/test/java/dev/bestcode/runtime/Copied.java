package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.RunLog;
import dev.bestcode.kernel.WalKernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// A kernel with one run of another one, each op changed on the way.
final class Copied {
    private Copied() {}

    static Kernel of(KernelState state, RunId run, UnaryOperator<KernelOp> change) {
        var copy = WalKernel.open(FileStorage.inMemory(), KernelOptions.defaults());
        var root = state.threads().root().orElseThrow().id();
        copy.commit(List.of(root(root)), Force.NOW);
        RunLog.of(state, run)
                .orElseThrow()
                .transactions()
                .forEachRemaining(
                        transaction ->
                                copy.commit(
                                        transaction.ops().stream()
                                                .map(Copied::withoutVersion)
                                                .map(change)
                                                .toList(),
                                        Force.WITH_NEXT));
        return copy;
    }

    private static KernelOp root(ThreadId root) {
        var nothing = Sha256.of(new byte[0]);
        return new KernelOp.ThreadPushed(
                root, Optional.empty(), Optional.empty(), "root", "", nothing);
    }

    private static KernelOp withoutVersion(KernelOp op) {
        var any = OptionalLong.empty();
        return switch (op) {
            case SegmentFolded(var thread, var segment, var summary, var tokens, _) ->
                    new SegmentFolded(thread, segment, summary, tokens, any);
            case SegmentEvicted(var thread, var segment, _) ->
                    new SegmentEvicted(thread, segment, any);
            case SegmentRated(var thread, var segment, var relevance, var pinned, _) ->
                    new SegmentRated(thread, segment, relevance, pinned, any);
            case KernelOp other -> other;
        };
    }
}
