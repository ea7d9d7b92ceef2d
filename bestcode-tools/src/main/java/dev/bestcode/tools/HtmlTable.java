package dev.bestcode.tools;

import org.jsoup.nodes.Element;

import java.util.ArrayList;
import java.util.List;

/// A table of data as Markdown. One that holds another, or has a single column, only says where
/// things stand.
final class HtmlTable {
    /// Wider ones are cut, which is said: a line of a table cannot be broken.
    private static final int COLUMNS_MAX = 50;

    private HtmlTable() {}

    static boolean isData(Element table) {
        return table.select("table").size() == 1
                && rows(table).stream().anyMatch(row -> cells(row).size() > 1)
                && table.select("pre, ul, ol, h1, h2, h3, blockquote").isEmpty();
    }

    /// Its own rows, not those of a table inside.
    static List<Element> rows(Element table) {
        var rows = new ArrayList<Element>();
        for (var child : table.children()) {
            switch (child.normalName()) {
                case "tr" -> rows.add(child);
                case "thead", "tbody", "tfoot" ->
                        child.children().stream()
                                .filter(row -> row.normalName().equals("tr"))
                                .forEach(rows::add);
                default -> {
                    // Captions and columns.
                }
            }
        }
        rows.removeIf(HtmlVisible::isDropped);
        return rows;
    }

    static List<Element> cells(Element row) {
        return row.children().stream()
                .filter(cell -> cell.normalName().equals("td") || cell.normalName().equals("th"))
                .filter(cell -> !HtmlVisible.isDropped(cell))
                .toList();
    }

    static String of(Element table, HtmlInline inline, int depth) {
        var rows = rows(table);
        int columns =
                Math.min(
                        COLUMNS_MAX,
                        rows.stream().mapToInt(row -> cells(row).size()).max().orElse(0));
        var text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            line(text, cells(rows.get(i)), columns, inline, depth);
            if (i == 0) {
                text.append("\n|").append(" --- |".repeat(columns));
            }
            text.append('\n');
        }
        return text.toString().strip();
    }

    private static void line(
            StringBuilder text, List<Element> cells, int columns, HtmlInline inline, int depth) {
        text.append('|');
        for (int i = 0; i < columns; i++) {
            var words = i < cells.size() ? inline.of(cells.get(i).childNodes(), depth) : "";
            text.append(' ')
                    .append(words.strip().replace('\n', ' ').replace("|", "\\|"))
                    .append(" |");
        }
        if (cells.size() > columns) {
            text.append(" … %d more cells".formatted(cells.size() - columns));
        }
    }
}
