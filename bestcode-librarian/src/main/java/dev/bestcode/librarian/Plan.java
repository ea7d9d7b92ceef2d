package dev.bestcode.librarian;

import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.SegmentId;

import java.util.HashMap;
import java.util.List;

/// What must change before a request.
/// @param shownTokens what the request is estimated at then, without calibration
record Plan(List<StateOp> ops, long shownTokens) {
    Plan {
        ops = List.copyOf(ops);
    }

    /// One that was made before.
    /// @param pages as they are without it
    static Plan of(List<StateOp> ops, List<Page> pages) {
        var shown = new HashMap<SegmentId, Integer>();
        pages.forEach(page -> shown.put(page.id(), page.shownTokens()));
        for (var op : ops) {
            switch (op) {
                case SegmentFolded folded -> shown.put(folded.segment(), folded.tokens());
                case SegmentEvicted evicted -> shown.put(evicted.segment(), 0);
                case StateOp _ -> {
                    // Shows nothing otherwise.
                }
            }
        }
        return new Plan(ops, shown.values().stream().mapToLong(Integer::intValue).sum());
    }
}
