package dev.bestcode.librarian;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentExpanded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.KernelOp.UsageCharged;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.RequestRecipe;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The epochs of a run as its log has them. What they were depended on what a provider had counted
/// for others too, so a replay takes them from there.
/// @param now the ops of the run in the transaction that is made again
record Epochs(Supplier<List<KernelOp>> now) {
    /// What was changed of a thread's pages, and what a small model has cost it.
    List<StateOp> of(ThreadId thread) {
        Set<SegmentId> scratch = new HashSet<>();
        return now.get().stream()
                .filter(StateOp.class::isInstance)
                .map(StateOp.class::cast)
                .filter(op -> op.thread().equals(thread))
                .filter(op -> isOfEpoch(op, scratch))
                .toList();
    }

    /// The first fold of a scratch context is no epoch's: it comes with the page.
    private static boolean isOfEpoch(StateOp op, Set<SegmentId> scratch) {
        return switch (op) {
            case SegmentAdded added -> {
                if (added.tag().equals(ContextTags.SCRATCH)) {
                    scratch.add(added.segment());
                }
                yield false;
            }
            case SegmentFolded folded -> !scratch.remove(folded.segment());
            case SegmentEvicted _, SegmentExpanded _, SegmentRated _, UsageCharged _ -> true;
            case KernelOp.HandlerStateSet _, KernelOp.ContentKept _ -> false;
        };
    }

    /// What was shown again.
    Optional<SegmentAdded> shownAgain(ThreadId thread) {
        return now.get().stream()
                .filter(SegmentAdded.class::isInstance)
                .map(SegmentAdded.class::cast)
                .filter(op -> op.thread().equals(thread))
                .filter(op -> op.tag().equals(ContextTags.RECALLED))
                .findFirst();
    }

    /// Whether a request of that name was sent.
    boolean asks(String call) {
        return now.get().stream()
                .anyMatch(
                        op ->
                                op instanceof KernelOp.MessageDispatched(var message)
                                        && message.tag().equals(RequestRecipe.TYPE.tag())
                                        && message.call().equals(call));
    }
}
