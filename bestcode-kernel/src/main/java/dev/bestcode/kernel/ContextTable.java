package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

import java.util.List;
import java.util.Optional;

/// The context store, immutable: rows on the heap, bytes in the log.
/// @param added how many segments were ever added
record ContextTable(LogReader log, LongMap<Page> pages, LongMap<LongMap<Page>> byThread, long added)
        implements KernelState.Contexts {
    /// @param content SHA-256 of the original, as in the log
    /// @param extent the op that added it
    record Page(
            SegmentId id,
            ThreadId thread,
            String tag,
            Tier tier,
            Relevance relevance,
            int size,
            int tokens,
            Digest content,
            boolean pinned,
            Extent extent) {
        SegmentRow row() {
            return new SegmentRow(
                    id, thread, tag, tier, relevance, size, tokens, content.toSha256(), pinned);
        }
    }

    static ContextTable empty(LogReader log) {
        return new ContextTable(log, LongMap.empty(), LongMap.empty(), 0);
    }

    ContextTable add(SegmentAdded op, Digest content, Extent extent) {
        if (op.tokens() < 0) {
            throw new CommitRejectedException(
                    "segment %s costs %d tokens; allowed from 0"
                            .formatted(op.segment(), op.tokens()));
        }
        var page =
                new Page(
                        op.segment(),
                        op.thread(),
                        op.tag(),
                        Tier.EXPANDED,
                        op.relevance(),
                        op.content().size(),
                        op.tokens(),
                        content,
                        op.pinned(),
                        extent);
        long thread = op.thread().value();
        return new ContextTable(
                log,
                pages.with(op.segment().value(), page),
                byThread.with(thread, pagesOf(op.thread()).with(added, page)),
                added + 1);
    }

    ContextTable withoutThread(ThreadId thread) {
        var left = pages;
        for (var page : pagesOf(thread).values()) {
            left = left.without(page.id().value());
        }
        return new ContextTable(log, left, byThread.without(thread.value()), added);
    }

    private LongMap<Page> pagesOf(ThreadId thread) {
        return byThread.get(thread.value()).orElse(LongMap.empty());
    }

    @Override
    public List<SegmentRow> segments(ThreadId thread) {
        return pagesOf(thread).values().stream().map(Page::row).toList();
    }

    @Override
    public Optional<SegmentRow> get(SegmentId segment) {
        return pages.get(segment.value()).map(Page::row);
    }

    @Override
    public Optional<Bytes> content(SegmentId segment) {
        return pages.get(segment.value()).map(page -> read(page.extent()));
    }

    private Bytes read(Extent extent) {
        return switch (log.read(extent)) {
            case SegmentAdded added -> added.content();
            case Object other -> throw new IllegalStateException("no segment but " + other);
        };
    }
}
