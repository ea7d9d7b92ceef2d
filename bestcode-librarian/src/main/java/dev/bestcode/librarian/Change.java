package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What an epoch does to a context, page by page, and what the request costs then.
final class Change {
    private record Decided(Fold fold, Tier tier, int tokens) {}

    private final ThreadId thread;
    private final long at;
    private final List<Page> pages;
    private final Memory memory;
    private final Map<SegmentId, Decided> decided = new LinkedHashMap<>();
    private long shown;

    /// @param at the newest segment of the context
    Change(ThreadId thread, long at, List<Page> pages, Memory memory) {
        this.memory = memory;
        this.thread = thread;
        this.at = at;
        this.pages = pages;
        this.shown = pages.stream().mapToLong(Page::shownTokens).sum();
    }

    /// The estimate of all that is shown, without calibration.
    long shownTokens() {
        return shown;
    }

    int tokensOf(Page page) {
        var change = decided.get(page.id());
        return change == null ? page.shownTokens() : change.tokens();
    }

    int tokensOf(Exchange exchange) {
        return exchange.pages().stream().mapToInt(this::tokensOf).sum();
    }

    /// Whether a line stands in the place of this page's exchange.
    boolean isLine(Page page) {
        var change = decided.get(page.id());
        return change == null
                ? page.tier() == Tier.FOLDED
                : change.tier() == Tier.FOLDED && change.fold().shown() instanceof Fold.Line;
    }

    /// @param tokens that it may cost; what is escaped in JSON gets less of its text for it
    void cut(Page page, int tokens, String why) {
        int text = tokens;
        var content = new Fold.Cut(Cut.of(page, text));
        while (tokens(content) > 2 * tokens && text > 1) {
            text /= 2;
            content = new Fold.Cut(Cut.of(page, text));
        }
        put(page, content, Tier.FOLDED, Decision.CUT, why);
    }

    void fold(Exchange exchange, String why) {
        var line = new Fold.Line(memory.line(exchange));
        put(exchange.first(), line, Tier.FOLDED, Decision.FOLDED, why);
        exchange.pages().stream()
                .skip(1)
                .forEach(page -> put(page, new Fold.Silent(), Tier.FOLDED, Decision.FOLDED, why));
    }

    /// What is kept of a folded exchange in its own words.
    List<String> keptOf(Exchange exchange) {
        return line(exchange.first()).map(Fold.Line::kept).orElse(List.of());
    }

    /// Keep something else of it; that is part of its fold and no decision of its own.
    void keep(Exchange exchange, List<String> kept) {
        var page = exchange.first();
        line(page)
                .filter(line -> !line.kept().equals(kept))
                .ifPresent(
                        line ->
                                put(
                                        page,
                                        fold(page).showing(new Fold.Line(line.text(), kept)),
                                        Tier.FOLDED));
    }

    private Optional<Fold.Line> line(Page page) {
        return isLine(page) && fold(page).shown() instanceof Fold.Line line
                ? Optional.of(line)
                : Optional.empty();
    }

    private Fold fold(Page page) {
        var change = decided.get(page.id());
        return change == null ? page.fold().get().orElseThrow() : change.fold();
    }

    void evict(Exchange exchange, String why) {
        for (var page : exchange.pages()) {
            put(page, new Fold.Silent(), Tier.EVICTED, Decision.EVICTED, why);
        }
    }

    private void put(Page page, Fold.Shown content, Tier tier, String what, String why) {
        var decision = new Decision(what, why, at);
        var before = decided.get(page.id());
        var fold =
                before == null
                        ? page.decided(content, decision)
                        : before.fold().then(content, decision);
        put(page, fold, tier);
    }

    private void put(Page page, Fold fold, Tier tier) {
        int tokens = tokens(fold.shown());
        shown += tokens - tokensOf(page);
        decided.put(page.id(), new Decided(fold, tier, tokens));
    }

    private static int tokens(Fold.Shown content) {
        return switch (content) {
            case Fold.Silent() -> 0;
            case Fold.Line line -> Tokens.of(Bytes.ofUtf8(line.words()));
            case Fold.Cut(var json) -> Tokens.of(Bytes.of(Json.print(json)));
        };
    }

    List<StateOp> ops() {
        var ops = new ArrayList<StateOp>();
        for (var page : pages) {
            var change = decided.get(page.id());
            if (change != null && !isAsBefore(page, change)) {
                ops.addAll(ops(page, change));
            }
        }
        return ops;
    }

    /// What was taken from a fold may have come back to it.
    private static boolean isAsBefore(Page page, Decided change) {
        return page.tier() == Tier.FOLDED
                && change.tier() == Tier.FOLDED
                && page.fold().get().filter(change.fold()::equals).isPresent();
    }

    /// The fold carries the reason also of an eviction; the second op of a page cannot name the
    /// version that the first has just made.
    private List<StateOp> ops(Page page, Decided change) {
        var folded =
                new SegmentFolded(
                        thread, page.id(), change.fold().toBytes(), change.tokens(), page.seen());
        KernelOp.StateOp evicted = new SegmentEvicted(thread, page.id(), OptionalLong.empty());
        return change.tier() == Tier.EVICTED ? List.of(folded, evicted) : List.of(folded);
    }
}
