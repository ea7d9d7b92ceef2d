package dev.bestcode.tui;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A table with columns where they fit. Where they do not, each row is a list of its cells behind
/// the names of their columns: wrapped cells side by side would tear sentences apart.
final class MarkdownTable {
    private static final String GAP = " │ ";

    private record Cell(List<Span> spans, Optional<TableCell.Alignment> alignment) {
        int width() {
            return spans.stream().mapToInt(Span::width).sum();
        }
    }

    private final int width;
    private final List<List<Cell>> rows = new ArrayList<>();
    private boolean head;

    private MarkdownTable(int width) {
        this.width = width;
    }

    static List<Line> render(TableBlock block, int width) {
        var table = new MarkdownTable(width);
        table.read(block);
        var columns = table.columns();
        int all = columns.stream().mapToInt(Integer::intValue).sum();
        int needed = all + GAP.length() * Math.max(0, columns.size() - 1);
        return needed <= width ? table.grid(columns) : table.records();
    }

    private void read(Node block) {
        for (var part = block.getFirstChild(); part != null; part = part.getNext()) {
            head |= part instanceof TableHead;
            for (var row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow) {
                    rows.add(cells(row, part instanceof TableHead));
                }
            }
        }
    }

    private static List<Cell> cells(Node row, boolean head) {
        var style = head ? Style.TEXT.with(Style.BOLD) : Style.TEXT;
        var cells = new ArrayList<Cell>();
        for (var node = row.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof TableCell cell) {
                var spans = MarkdownInline.of(cell, style).stream().flatMap(List::stream).toList();
                cells.add(new Cell(spans, Optional.ofNullable(cell.getAlignment())));
            }
        }
        return cells;
    }

    private List<Integer> columns() {
        var widths = new ArrayList<Integer>();
        for (var row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int needed = row.get(i).width();
                if (i == widths.size()) {
                    widths.add(needed);
                } else {
                    widths.set(i, Math.max(widths.get(i), needed));
                }
            }
        }
        return widths;
    }

    private List<Line> grid(List<Integer> columns) {
        var lines = new ArrayList<Line>();
        for (var row : rows) {
            var spans = new ArrayList<Span>();
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    spans.add(new Span(GAP, Style.BORDER));
                }
                if (i < row.size()) {
                    pad(row.get(i), columns.get(i), spans);
                } else {
                    spans.add(new Span(" ".repeat(columns.get(i)), Style.TEXT));
                }
            }
            lines.add(new Line(spans));
            if (lines.size() == 1 && head) {
                lines.add(Line.of(rule(columns), Style.BORDER));
            }
        }
        return lines;
    }

    private static String rule(List<Integer> columns) {
        return String.join("─┼─", columns.stream().map("─"::repeat).toList());
    }

    private static void pad(Cell cell, int column, List<Span> spans) {
        int free = column - cell.width();
        int left =
                switch (cell.alignment().orElse(TableCell.Alignment.LEFT)) {
                    case LEFT -> 0;
                    case CENTER -> free / 2;
                    case RIGHT -> free;
                };
        spans.add(new Span(" ".repeat(left), Style.TEXT));
        spans.addAll(cell.spans());
        spans.add(new Span(" ".repeat(free - left), Style.TEXT));
    }

    private List<Line> records() {
        var lines = new ArrayList<Line>();
        for (int row = 0; row < rows.size(); row++) {
            if (row > 0) {
                lines.add(Line.of("─".repeat(Math.min(width, 8)), Style.BORDER));
            }
            for (var cell : rows.get(row)) {
                lines.addAll(Wrap.words(cell.spans(), width));
            }
        }
        return lines;
    }
}
