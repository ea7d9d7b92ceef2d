package dev.bestcode.tui;

import java.util.List;

/// The titled line above an area.
final class Rule {
    private Rule() {}

    /// @param here whether what is below has the focus
    static void draw(Screen screen, Area area, String text, boolean here) {
        if (area.height() <= 0 || area.width() <= 0) {
            return;
        }
        var title =
                text.isEmpty()
                        ? ""
                        : " " + SafeText.line(text, Math.max(0, area.width() - 6)) + " ";
        int rest = Math.max(0, area.width() - SafeText.width("─" + title));
        screen.put(
                area,
                0,
                new Line(
                        List.of(
                                new Span("─", Style.BORDER),
                                new Span(title, here ? Style.ACCENT.with(Style.BOLD) : Style.DIM),
                                new Span("─".repeat(rest), here ? Style.ACCENT : Style.BORDER))));
    }
}
