package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.RequestRecipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// One thread's context, kept as a kernel would, and nothing else of it.
final class FakeContext implements KernelState, KernelState.Contexts {
    static final ThreadId THREAD = new ThreadId(2);

    private record Kept(SegmentRow row, Bytes content, Optional<Bytes> summary) {}

    private final Map<SegmentId, Kept> pages = new LinkedHashMap<>();
    private long lsn = 1;
    private long ids = 10;

    /// @return the new page's id
    SegmentId add(String tag, Bytes content, boolean pinned) {
        var id = new SegmentId(++ids);
        apply(
                List.of(
                        new KernelOp.SegmentAdded(
                                THREAD,
                                id,
                                tag,
                                content,
                                Tokens.of(content),
                                Relevance.FULL,
                                pinned)));
        return id;
    }

    SegmentId user(String text) {
        return add(ContextTags.USER, blocks(new ContentBlock.Text(text)), false);
    }

    SegmentId assistant(ContentBlock... blocks) {
        return add(ContextTags.ASSISTANT, blocks(blocks), false);
    }

    long takeId() {
        return ++ids;
    }

    SegmentId result(String use, String text) {
        return result(use, text, false);
    }

    SegmentId result(String use, String text, boolean error) {
        var result = new ContentBlock.ToolResult(use, List.of(new ContentBlock.Text(text)), error);
        return add(ContextTags.TOOL_RESULT, Bytes.of(Json.print(result.toJson())), false);
    }

    private static Bytes blocks(ContentBlock... blocks) {
        return Bytes.of(Json.print(ContentBlock.toJson(List.of(blocks))));
    }

    void apply(List<? extends StateOp> ops) {
        lsn++;
        for (var op : ops) {
            switch (op) {
                case KernelOp.SegmentAdded added ->
                        pages.put(
                                added.segment(),
                                new Kept(row(added), added.content(), Optional.empty()));
                case KernelOp.SegmentFolded(_, var id, var summary, int tokens, var seen) ->
                        put(page(id, seen), Tier.FOLDED, tokens, Optional.of(summary));
                case KernelOp.SegmentEvicted(_, var id, var seen) ->
                        tier(page(id, seen), Tier.EVICTED);
                case KernelOp.SegmentExpanded(_, var id, var seen) ->
                        tier(page(id, seen), Tier.EXPANDED);
                case KernelOp.SegmentRated _,
                        KernelOp.HandlerStateSet _,
                        KernelOp.ContentKept _,
                        KernelOp.UsageCharged _ -> {
                    // Nothing that a request is made of.
                }
            }
        }
    }

    private SegmentRow row(KernelOp.SegmentAdded added) {
        return new SegmentRow(
                added.segment(),
                THREAD,
                added.tag(),
                Tier.EXPANDED,
                added.relevance(),
                added.content().size(),
                added.tokens(),
                0,
                added.content().sha256(),
                added.pinned(),
                lsn);
    }

    private Kept page(SegmentId id, OptionalLong seen) {
        var kept = Optional.ofNullable(pages.get(id)).orElseThrow();
        if (seen.isPresent() && seen.getAsLong() != kept.row().version()) {
            throw new IllegalStateException("a stale op on " + id);
        }
        return kept;
    }

    private void tier(Kept kept, Tier tier) {
        put(kept, tier, kept.row().summaryTokens(), kept.summary());
    }

    private void put(Kept kept, Tier tier, int summaryTokens, Optional<Bytes> summary) {
        var row = kept.row();
        var changed =
                new SegmentRow(
                        row.id(),
                        THREAD,
                        row.tag(),
                        tier,
                        row.relevance(),
                        row.size(),
                        row.tokens(),
                        summaryTokens,
                        row.sha256(),
                        row.pinned(),
                        lsn);
        pages.put(row.id(), new Kept(changed, kept.content(), summary));
    }

    List<Page> pages() {
        return segments(THREAD).stream().map(row -> Page.of(row, this)).toList();
    }

    LlmRequest request() {
        return new ContextRenderer()
                .render(new RequestRecipe(THREAD, new SegmentId(ids), "m", 100), this);
    }

    /// All that the request says, without its frame.
    String requestText() {
        var text = new StringBuilder();
        for (var message : request().messages()) {
            text.append(Digest.text(message.content())).append('\n');
        }
        return text.toString();
    }

    Tier tier(SegmentId id) {
        return get(id).orElseThrow().tier();
    }

    @Override
    public List<SegmentRow> segments(ThreadId thread) {
        var rows = new ArrayList<SegmentRow>();
        pages.values().forEach(kept -> rows.add(kept.row()));
        return rows;
    }

    @Override
    public Optional<SegmentRow> get(SegmentId segment) {
        return Optional.ofNullable(pages.get(segment)).map(Kept::row);
    }

    @Override
    public Optional<Bytes> content(SegmentId segment) {
        return Optional.ofNullable(pages.get(segment)).map(Kept::content);
    }

    @Override
    public Optional<Bytes> summary(SegmentId segment) {
        return Optional.ofNullable(pages.get(segment)).flatMap(Kept::summary);
    }

    @Override
    public Contexts contexts() {
        return this;
    }

    @Override
    public long lsn() {
        return lsn;
    }

    @Override
    public long nextId() {
        return ids + 1;
    }

    @Override
    public Threads threads() {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Journal journal() {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Runs runs() {
        throw new AssertionError("not asked for here");
    }

    @Override
    public Usage usage(ThreadId thread) {
        return Usage.ZERO;
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener) {
        return Optional.empty();
    }

    @Override
    public OptionalLong handlerStateLsn(ThreadId thread, String listener) {
        return OptionalLong.empty();
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener, long lsn) {
        return Optional.empty();
    }

    @Override
    public Sha256 hash() {
        throw new AssertionError("not asked for here");
    }
}
