package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// Code as it is written: lines wider than the room are broken by columns, none is cut. A diff has
/// its lines coloured.
final class CodeLines {
    private static final String INDENT = "  ";
    private static final int ROOM_MIN = 10;

    private CodeLines() {}

    static List<Line> of(String literal, String language, int width) {
        boolean diff = language.equals("diff") || language.equals("patch");
        var indent =
                width - INDENT.length() < ROOM_MIN
                        ? List.<Span>of()
                        : List.of(new Span(INDENT, Style.TEXT));
        int room = indent.isEmpty() ? width : width - INDENT.length();
        var lines = new ArrayList<Line>();
        for (var text : withoutLastBreak(SafeText.of(literal)).split("\n", -1)) {
            var style = diff ? diffStyle(text) : Style.CODE;
            for (var line : Wrap.columns(List.of(new Span(text, style)), room)) {
                lines.add(line.after(indent));
            }
        }
        return lines;
    }

    /// Whether text is a unified diff, as file tools answer with.
    static boolean isDiff(String text) {
        return text.startsWith("--- ") || text.startsWith("@@ ") || text.contains("\n@@ ");
    }

    private static Style diffStyle(String line) {
        if (line.startsWith("+++") || line.startsWith("---")) {
            return Style.of(Role.HEADING);
        }
        if (line.startsWith("@@")) {
            return Style.ACCENT;
        }
        if (line.startsWith("+")) {
            return Style.of(Role.ADDED);
        }
        return line.startsWith("-") ? Style.of(Role.REMOVED) : Style.TEXT;
    }

    private static String withoutLastBreak(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
