package dev.bestcode.tui;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.tool.ToolPreview;

import java.util.ArrayList;
import java.util.List;

/// A call that waits for the person's answer, and what it comes to.
record Question(RunId run, MessageId id, String tool, ToolPreview preview) {
    static Question of(BestCodeEvent.ApprovalAsked asked) {
        return new Question(asked.run(), asked.question(), asked.tool(), asked.preview());
    }

    /// The effect, a line each; a command word for word, so that no blank hides in it.
    List<Line> lines(int width) {
        var lines = new ArrayList<Line>();
        lines.add(Line.of(tool + " asks to run", Style.WARNING.with(Style.BOLD)));
        preview.program().ifPresent(program -> fact("program", program, width, lines));
        if (!preview.argv().isEmpty()) {
            fact(
                    "command",
                    String.join(" ", preview.argv().stream().map(Question::quoted).toList()),
                    width,
                    lines);
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
            lines.add(Line.of("what it comes to is not known before it runs", Style.DIM));
        }
        return lines;
    }

    private static void fact(String name, String value, int width, List<Line> lines) {
        lines.addAll(
                Wrap.columns(
                        List.of(
                                new Span("%-8s".formatted(name), Style.DIM),
                                new Span(SafeText.of(value).replace('\n', '⏎'), Style.TEXT)),
                        width));
    }

    private static String quoted(String word) {
        return word.isEmpty() || word.chars().anyMatch(c -> c <= ' ' || c == '\'')
                ? "'" + word.replace("'", "'\\''") + "'"
                : word;
    }
}
