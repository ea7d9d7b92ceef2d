package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/// What a [FakeKernel] keeps for threads: pages and handlers' states.
final class FakeContexts implements KernelState.Contexts {
    private record Page(SegmentRow row, Bytes content, Optional<Bytes> summary) {}

    private record Slot(ThreadId thread, String listener) {}

    private final Map<SegmentId, Page> pages = new LinkedHashMap<>();
    private final Map<Slot, Bytes> handlerStates = new LinkedHashMap<>();
    private final Map<Slot, NavigableMap<Long, Bytes>> everSet = new LinkedHashMap<>();

    FakeContexts() {}

    FakeContexts(FakeContexts other) {
        pages.putAll(other.pages);
        handlerStates.putAll(other.handlerStates);
        other.everSet.forEach((slot, set) -> everSet.put(slot, new TreeMap<>(set)));
    }

    void apply(KernelOp.StateOp op, long lsn) {
        switch (op) {
            case KernelOp.SegmentAdded added -> add(added, lsn);
            case KernelOp.SegmentFolded(var thread, var id, var summary, var tokens, var seen) -> {
                var page = page(thread, id, seen);
                var folded = new Page(page.row(), page.content(), Optional.of(summary));
                var row = page.row();
                put(folded, Tier.FOLDED, tokens, row.relevance(), row.pinned(), lsn);
            }
            case KernelOp.SegmentEvicted(var thread, var id, var seen) ->
                    show(page(thread, id, seen), Tier.EVICTED, lsn);
            case KernelOp.SegmentExpanded(var thread, var id, var seen) ->
                    show(page(thread, id, seen), Tier.EXPANDED, lsn);
            case KernelOp.SegmentRated(var thread, var id, var relevance, var pinned, var seen) -> {
                var page = page(thread, id, seen);
                var row = page.row();
                put(page, row.tier(), row.summaryTokens(), relevance, pinned, lsn);
            }
            case KernelOp.HandlerStateSet(var thread, var listener, var bytes) -> {
                var slot = new Slot(thread, listener);
                handlerStates.put(slot, bytes);
                everSet.computeIfAbsent(slot, _ -> new TreeMap<>()).put(lsn, bytes);
            }
            case KernelOp.UsageCharged charged -> {}
            case KernelOp.ContentKept kept -> {}
        }
    }

    private void add(KernelOp.SegmentAdded op, long lsn) {
        require(op.tokens() >= 0, "negative tokens"); // a way to be rejected
        require(!pages.containsKey(op.segment()), "segment is there already");
        var row =
                new SegmentRow(
                        op.segment(),
                        op.thread(),
                        op.tag(),
                        Tier.EXPANDED,
                        op.relevance(),
                        op.content().size(),
                        op.tokens(),
                        0,
                        op.content().sha256(),
                        op.pinned(),
                        lsn);
        pages.put(op.segment(), new Page(row, op.content(), Optional.empty()));
    }

    private Page page(ThreadId thread, SegmentId id, OptionalLong seen) {
        var page = Optional.ofNullable(pages.get(id)).filter(p -> p.row().thread().equals(thread));
        require(page.isPresent(), "thread %s has no segment %s".formatted(thread, id));
        require(
                seen.isEmpty() || seen.getAsLong() == page.get().row().version(),
                "segment %s has changed".formatted(id));
        return page.get();
    }

    private void show(Page page, Tier tier, long lsn) {
        var row = page.row();
        put(page, tier, row.summaryTokens(), row.relevance(), row.pinned(), lsn);
    }

    private void put(
            Page page,
            Tier tier,
            int summaryTokens,
            Relevance relevance,
            boolean pinned,
            long lsn) {
        var row = page.row();
        var changed =
                new SegmentRow(
                        row.id(),
                        row.thread(),
                        row.tag(),
                        tier,
                        relevance,
                        row.size(),
                        row.tokens(),
                        summaryTokens,
                        row.sha256(),
                        pinned,
                        lsn);
        pages.put(row.id(), new Page(changed, page.content(), page.summary()));
    }

    void drop(Predicate<ThreadId> threads) {
        pages.values().removeIf(page -> threads.test(page.row().thread()));
        handlerStates.keySet().removeIf(slot -> threads.test(slot.thread()));
    }

    Optional<Bytes> handlerState(ThreadId thread, String listener) {
        return Optional.ofNullable(handlerStates.get(new Slot(thread, listener)));
    }

    OptionalLong handlerStateLsn(ThreadId thread, String listener) {
        var slot = new Slot(thread, listener);
        var set = everSet.get(slot);
        return set != null && handlerStates.containsKey(slot)
                ? OptionalLong.of(set.lastKey())
                : OptionalLong.empty();
    }

    Optional<Bytes> handlerState(ThreadId thread, String listener, long lsn) {
        return Optional.ofNullable(everSet.get(new Slot(thread, listener)))
                .map(set -> set.get(lsn));
    }

    LongStream ids() {
        return pages.keySet().stream().mapToLong(SegmentId::value);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new CommitRejectedException(message);
        }
    }

    @Override
    public List<SegmentRow> segments(ThreadId thread) {
        return pages.values().stream()
                .map(Page::row)
                .filter(row -> row.thread().equals(thread))
                .toList();
    }

    @Override
    public Optional<SegmentRow> get(SegmentId segment) {
        return Optional.ofNullable(pages.get(segment)).map(Page::row);
    }

    @Override
    public Optional<Bytes> content(SegmentId segment) {
        return Optional.ofNullable(pages.get(segment)).map(Page::content);
    }

    @Override
    public Optional<Bytes> summary(SegmentId segment) {
        return Optional.ofNullable(pages.get(segment)).flatMap(Page::summary);
    }
}
