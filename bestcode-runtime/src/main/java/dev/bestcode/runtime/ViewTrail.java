package dev.bestcode.runtime;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The contexts of a run's threads as its log goes on: how much of each page is shown.
final class ViewTrail {
    private final Map<ThreadId, Map<SegmentId, Tier>> contexts = new HashMap<>();

    /// What the transaction that is read now has changed of pages that were there before.
    private final Map<ThreadId, List<SegmentId>> changed = new HashMap<>();

    void begin() {
        changed.clear();
    }

    void read(KernelOp op) {
        switch (op) {
            case KernelOp.SegmentAdded added ->
                    pages(added.thread()).put(added.segment(), Tier.EXPANDED);
            case KernelOp.SegmentFolded(var thread, var page, _, _, _) ->
                    set(thread, page, Tier.FOLDED);
            case KernelOp.SegmentEvicted(var thread, var page, _) ->
                    set(thread, page, Tier.EVICTED);
            case KernelOp.SegmentExpanded(var thread, var page, _) ->
                    set(thread, page, Tier.EXPANDED);
            case KernelOp.ThreadPruned(var thread) -> contexts.remove(thread);
            case KernelOp _ -> {
                // About no page, or not about what is shown of it.
            }
        }
    }

    private Map<SegmentId, Tier> pages(ThreadId thread) {
        return contexts.computeIfAbsent(thread, _ -> new LinkedHashMap<>());
    }

    private void set(ThreadId thread, SegmentId page, Tier tier) {
        pages(thread).put(page, tier);
        changed.computeIfAbsent(thread, _ -> new ArrayList<>()).add(page);
    }

    /// As a request of the transaction that is read now shows the context.
    ContextView of(ThreadId thread) {
        return new ContextView(
                with(thread, Tier.EXPANDED).size(),
                with(thread, Tier.FOLDED),
                with(thread, Tier.EVICTED),
                changed.getOrDefault(thread, List.of()));
    }

    private List<SegmentId> with(ThreadId thread, Tier tier) {
        return pages(thread).entrySet().stream()
                .filter(page -> page.getValue() == tier)
                .map(Map.Entry::getKey)
                .toList();
    }
}
