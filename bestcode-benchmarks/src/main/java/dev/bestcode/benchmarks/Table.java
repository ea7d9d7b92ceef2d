package dev.bestcode.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows under a heading, printed as Markdown so that they can be pasted into a document.
final class Table {
    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String title, String... heads) {
        this.title = title;
        rows.add(List.of(heads));
    }

    Table row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "a row of '%s' has %d cells; it has %d columns"
                            .formatted(title, cells.length, rows.getFirst().size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    /// As a document has it: without a title, and cells as narrow as they are.
    String narrow() {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            lines.add("| " + String.join(" | ", row) + " |");
        }
        lines.add(1, "|---".repeat(rows.getFirst().size()) + "|");
        return String.join("\n", lines) + "\n";
    }

    void print(PrintStream out) {
        out.println();
        out.println("**" + title + "**");
        out.println();
        for (int i = 0; i < rows.size(); i++) {
            out.println(line(rows.get(i)));
            if (i == 0) {
                out.println(line(rows.getFirst().stream().map(_ -> "---").toList()));
            }
        }
        out.flush();
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), width(column)))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
