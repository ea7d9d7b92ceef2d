package dev.bestcode.librarian;

import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// A context as the next request would have it: what the kernel holds, and what comes with the same
/// transaction.
final class ContextPages {
    private ContextPages() {}

    /// @return a list of the caller's own
    static List<Page> of(
            KernelState state, ThreadId thread, List<? extends StateOp> ops, Folds folds) {
        var folded = new HashMap<SegmentId, SegmentFolded>();
        var pages = new ArrayList<Page>();
        for (var row : state.contexts().segments(thread)) {
            pages.add(Page.of(row, state, folds));
        }
        for (var op : ops) {
            if (op instanceof SegmentAdded added) {
                pages.add(Page.of(added));
            } else if (op instanceof SegmentFolded fold) {
                folded.put(fold.segment(), fold);
            }
        }
        if (!folded.isEmpty()) {
            pages.replaceAll(
                    page ->
                            Optional.ofNullable(folded.get(page.id()))
                                    .map(page::folded)
                                    .orElse(page));
        }
        return pages;
    }

    static long shown(List<Page> pages) {
        return pages.stream().mapToLong(Page::shownTokens).sum();
    }
}
