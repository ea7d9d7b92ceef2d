package dev.bestcode.tui;

import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Tier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A thread's context by tier: what each costs, and its newest pages.
final class ContextLines {
    private static final int BAR = 10;

    private ContextLines() {}

    static List<Line> of(Optional<ThreadView> thread, Area area) {
        var segments = thread.map(view -> view.segments).orElse(List.of());
        if (segments.isEmpty()) {
            return List.of(Line.of("no pages are known here", Style.DIM));
        }
        long all = segments.stream().mapToLong(SegmentRow::tokens).sum();
        var lines = new ArrayList<Line>();
        int rows = Math.max(1, area.height() / Tier.values().length - 2);
        for (var tier : Tier.values()) {
            var pages = segments.stream().filter(page -> page.tier() == tier).toList();
            lines.add(tier(tier, pages, all));
            pages.stream()
                    .skip(Math.max(0, pages.size() - rows))
                    .map(page -> page(page, area.width()))
                    .forEach(lines::add);
        }
        return lines;
    }

    private static Line tier(Tier tier, List<SegmentRow> pages, long all) {
        long tokens = pages.stream().mapToLong(SegmentRow::tokens).sum();
        int filled = all == 0 ? 0 : (int) (tokens * BAR / all);
        var name =
                switch (tier) {
                    case EXPANDED -> "active";
                    case FOLDED -> "folded";
                    case EVICTED -> "evicted";
                };
        return new Line(
                List.of(
                        new Span("%-8s".formatted(name), Style.TEXT.with(Style.BOLD)),
                        new Span("█".repeat(filled), Style.ACCENT),
                        new Span("░".repeat(BAR - filled), Style.DIM),
                        new Span(
                                " %s · %d".formatted(Meter.tokens(tokens), pages.size()),
                                Style.TEXT)));
    }

    private static Line page(SegmentRow page, int width) {
        var text =
                " %s%s %s"
                        .formatted(
                                page.pinned() ? "◆ " : "", page.tag(), Meter.tokens(page.tokens()));
        return Line.of(SafeText.line(text, width), Style.DIM);
    }
}
