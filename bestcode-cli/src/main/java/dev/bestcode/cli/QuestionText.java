package dev.bestcode.cli;

import dev.bestcode.api.tool.ToolPreview;

import java.util.ArrayList;
import java.util.List;

/// What a call that waits for a person comes to, a fact a line.
final class QuestionText {
    private static final int LINES_MAX = 20;

    private QuestionText() {}

    /// @param width of a line; what is longer goes on in the next, nothing is cut
    static List<String> of(String tool, ToolPreview preview, int width) {
        var lines = new ArrayList<String>();
        lines.add("? " + Printable.line(tool, width - 20) + " asks to run");
        preview.program().ifPresent(program -> fact("program", program, width, lines));
        if (!preview.argv().isEmpty()) {
            var words = preview.argv().stream().map(QuestionText::quoted).toList();
            fact("command", String.join(" ", words), width, lines);
        }
        preview.directory().ifPresent(directory -> fact("in", directory, width, lines));
        preview.paths().forEach(path -> fact("path", path, width, lines));
        preview.problem().ifPresent(problem -> fact("problem", problem, width, lines));
        preview.form()
                .ifPresent(
                        form -> {
                            fact("asks", form.message(), width, lines);
                            form.lines().forEach(field -> fact("field", field, width, lines));
                        });
        if (lines.size() == 1) {
            lines.add("  what it comes to is not known before it runs");
        }
        if (lines.size() > LINES_MAX) {
            int rest = lines.size() - LINES_MAX;
            lines.subList(LINES_MAX, lines.size()).clear();
            lines.add("  … %d more lines; deny it unless you know them".formatted(rest));
        }
        return lines;
    }

    private static void fact(String name, String value, int width, List<String> lines) {
        var safe = Printable.of(value).replace("\n", "⏎").replace('\t', '\uFFFD');
        var head = "  %-8s ".formatted(name);
        for (var line : WordBreak.lines(safe, width - head.length(), "")) {
            lines.add(head + line);
            head = " ".repeat(head.length());
        }
    }

    /// Word for word, so that nothing hides in white space.
    private static String quoted(String word) {
        return word.isEmpty() || word.chars().anyMatch(c -> c <= ' ' || c == '\'' || c > '~')
                ? "'" + word.replace("'", "'\\''") + "'"
                : word;
    }
}
