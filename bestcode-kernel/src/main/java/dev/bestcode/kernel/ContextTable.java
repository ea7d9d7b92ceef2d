package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentExpanded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The context store, immutable: rows on the heap, bytes in the log.
/// @param pages by their ids
/// @param byThread ids of each thread's pages, by their ordinals
/// @param added how many pages were ever added
record ContextTable(LongMap<Page> pages, LongMap<LongMap<Long>> byThread, long added) {
    static final ContextTable EMPTY = new ContextTable(LongMap.empty(), LongMap.empty(), 0);

    static ContextTable of(LongMap<Page> pages, long added) {
        var byThread = LongMap.<LongMap<Long>>empty();
        for (var page : pages.values()) {
            long thread = page.thread().value();
            var ids = byThread.get(thread).orElse(LongMap.empty());
            byThread = byThread.with(thread, ids.with(page.ordinal(), page.id().value()));
        }
        return new ContextTable(pages, byThread, added);
    }

    ContextTable ownedBy(LongMap.Owner owner) {
        return new ContextTable(pages.ownedBy(owner), byThread.ownedBy(owner), added);
    }

    ContextTable add(SegmentAdded op, Content content, long address) {
        requireTokens(op.segment(), op.tokens());
        var page =
                new Page(
                        op.segment(),
                        op.thread(),
                        added,
                        op.tag(),
                        Tier.EXPANDED,
                        op.relevance(),
                        content.length(),
                        op.tokens(),
                        content.sha256(),
                        op.pinned(),
                        address,
                        Address.NONE,
                        0,
                        Address.lsn(address));
        long thread = op.thread().value();
        return new ContextTable(
                pages.with(op.segment().value(), page),
                byThread.with(thread, idsOf(op.thread()).with(added, op.segment().value())),
                added + 1);
    }

    ContextTable fold(SegmentFolded op, long address) {
        requireTokens(op.segment(), op.tokens());
        return changed(require(op.thread(), op.segment(), op.seen()).folded(address, op.tokens()));
    }

    ContextTable evict(SegmentEvicted op, long lsn) {
        return changed(require(op.thread(), op.segment(), op.seen()).withTier(Tier.EVICTED, lsn));
    }

    ContextTable expand(SegmentExpanded op, long lsn) {
        return changed(require(op.thread(), op.segment(), op.seen()).withTier(Tier.EXPANDED, lsn));
    }

    ContextTable rate(SegmentRated op, long lsn) {
        return changed(
                require(op.thread(), op.segment(), op.seen())
                        .rated(op.relevance(), op.pinned(), lsn));
    }

    private ContextTable changed(Page page) {
        return new ContextTable(pages.with(page.id().value(), page), byThread, added);
    }

    private static void requireTokens(SegmentId segment, int tokens) {
        if (tokens < 0) {
            throw new CommitRejectedException(
                    "segment %s costs %d tokens; allowed from 0".formatted(segment, tokens));
        }
    }

    private Page require(ThreadId thread, SegmentId segment, OptionalLong seen) {
        var page =
                find(segment)
                        .filter(found -> found.thread().equals(thread))
                        .orElseThrow(
                                () ->
                                        new CommitRejectedException(
                                                "thread %s has no segment %s"
                                                        .formatted(thread, segment)));
        if (seen.isPresent() && seen.getAsLong() != page.version()) {
            throw new CommitRejectedException(
                    "segment %s changed at LSN %d, after the version %d that was seen; look again"
                            .formatted(segment, page.version(), seen.getAsLong()));
        }
        return page;
    }

    ContextTable withoutThread(ThreadId thread) {
        var left = pages;
        for (var id : idsOf(thread).values()) {
            left = left.without(id);
        }
        return new ContextTable(left, byThread.without(thread.value()), added);
    }

    private LongMap<Long> idsOf(ThreadId thread) {
        return byThread.get(thread.value()).orElse(LongMap.empty());
    }

    Optional<Page> find(SegmentId segment) {
        return pages.get(segment.value());
    }

    /// In the order they were added.
    List<Page> of(ThreadId thread) {
        var ids = idsOf(thread);
        var found = new ArrayList<Page>(ids.size());
        ids.walkFrom(0, (_, id) -> found.add(pages.get(id).orElseThrow()));
        return found;
    }
}
