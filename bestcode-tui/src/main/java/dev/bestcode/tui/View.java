package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// Draws a model. It reads the model and changes nothing but what is cached of its lines.
final class View {
    private static final String HINT = "Tab panes · / search · Enter opens · ? help";

    private final Model model;
    private final Screen screen;
    private final Layout layout;

    private View(Model model) {
        this.model = model;
        this.screen = new Screen(model.columns, model.rows);
        this.layout = model.layout();
    }

    static Screen draw(Model model) {
        var view = new View(model);
        switch (model.overlay) {
            case Model.Overlay.None _ -> view.panes();
            case Model.Overlay.Searching(var pattern) -> {
                view.panes();
                view.searching(pattern);
            }
            case Model.Overlay.Help _ -> view.page("help", HelpLines.ALL, "any key closes");
            case Model.Overlay.Payload payload -> view.payload(payload);
            case Model.Overlay.Editing(var editor) -> view.editor(editor);
        }
        return view.screen;
    }

    private void panes() {
        threads();
        messages();
        context();
        approval();
        input();
        status();
    }

    private void threads() {
        title(layout.threads(), "threads", Model.Focus.THREADS);
        var area = Layout.inside(layout.threads());
        int row = 0;
        for (var thread : model.threads.values()) {
            boolean chosen = model.chosen.filter(thread.id::equals).isPresent();
            var line =
                    new Line(
                            List.of(
                                    new Span(shortName(thread.name) + " ", Style.TEXT),
                                    new Span(thread.state, Style.DIM)));
            screen.put(area, row++, line, chosen ? Style.REVERSE : 0);
        }
    }

    /// The name of the thread's own listener, indented by its depth below the run's first.
    private static String shortName(String path) {
        int depth = (int) path.chars().filter(c -> c == '.').count() - 1;
        return "  ".repeat(Math.clamp(depth, 0, 4)) + path.substring(path.lastIndexOf('.') + 1);
    }

    private void messages() {
        title(layout.messages(), messagesTitle(), Model.Focus.MESSAGES);
        var area = Layout.inside(layout.messages());
        if (model.view().isEmpty()) {
            welcome(area);
            return;
        }
        var thread = model.view().get();
        int row = 0;
        for (var line : thread.scroll.view(thread.history, thread.stream, area)) {
            screen.put(area, row++, found(line) ? marked(line) : line);
        }
        var output = thread.lastOutput();
        if (!output.isEmpty() && row < area.height()) {
            screen.put(area, row, Line.of("  ┆ " + output, Style.DIM));
        }
    }

    private String messagesTitle() {
        return model.view()
                .map(
                        view ->
                                view.scroll.follows()
                                        ? view.name
                                        : view.name + " · scrolled, G follows")
                .orElse("messages");
    }

    private boolean found(Line line) {
        return !model.pattern.isEmpty() && line.text().contains(model.pattern);
    }

    private static Line marked(Line line) {
        return new Line(
                line.spans().stream()
                        .map(span -> new Span(span.text(), span.style().with(Style.UNDERLINE)))
                        .toList());
    }

    private void welcome(Area area) {
        var lines =
                model.info.writable()
                        ? List.of(
                                "Say what is to be done, and press Enter.",
                                "",
                                "Tab goes from pane to pane, F1 shows all keys, Ctrl-D leaves.")
                        : List.of("Waiting for what the journal has of this run.");
        int row = Math.max(0, area.height() / 3);
        for (var line : lines) {
            screen.put(area, row++, Line.of(line, Style.DIM));
        }
    }

    private void context() {
        title(layout.context(), "context", Model.Focus.CONTEXT);
        var area = Layout.inside(layout.context());
        int row = 0;
        for (var line : ContextLines.of(model.view(), area)) {
            screen.put(area, row++, line);
        }
    }

    private void approval() {
        if (model.question().isEmpty()) {
            return;
        }
        int waiting = model.questions.size();
        title(
                layout.approval(),
                waiting == 1 ? "approval" : "approval, 1 of " + waiting,
                Model.Focus.APPROVAL);
        var area = Layout.inside(layout.approval());
        var lines = model.question().get().lines(area.width());
        int room = area.height() - 1;
        for (int row = 0; row < Math.min(room, lines.size()); row++) {
            boolean cut = row == room - 1 && lines.size() > room;
            screen.put(area, row, cut ? more(lines.size() - room + 1) : lines.get(row));
        }
        boolean here = model.focus == Model.Focus.APPROVAL;
        var keys =
                here
                        ? "[y] once  [r] this run  [a] always  [n] no   Esc: later"
                        : "Tab to here, then answer";
        screen.put(area, room, Line.of(keys, here ? Style.WARNING.with(Style.BOLD) : Style.DIM));
    }

    private static Line more(int lines) {
        return Line.of(
                "… %d more lines: make the terminal larger before you allow it".formatted(lines),
                Style.ERROR);
    }

    private void input() {
        var area = layout.input();
        rule(area, inputTitle(), model.focus == Model.Focus.INPUT);
        var text = area.below(1);
        var lines = model.input.lines();
        int first = Math.max(0, model.input.caretLine() - text.height() + 1);
        int left = Math.max(0, model.input.caretColumn() + 3 - text.width());
        for (int row = 0; row < text.height(); row++) {
            if (first + row < lines.size()) {
                var line = lines.get(first + row);
                var shown = line.substring(SafeText.fitting(line, 0, left));
                screen.put(
                        text,
                        row,
                        new Line(
                                List.of(
                                        new Span(row == 0 ? "› " : "  ", Style.ACCENT),
                                        new Span(shown, Style.TEXT))));
            }
        }
        if (model.focus == Model.Focus.INPUT && model.overlay instanceof Model.Overlay.None) {
            screen.caret(
                    text.x() + 2 + model.input.caretColumn() - left,
                    text.y() + model.input.caretLine() - first);
        }
    }

    private String inputTitle() {
        if (!model.info.writable()) {
            return "to look at";
        }
        return model.working ? "at work · Ctrl-C stops" : "";
    }

    private void status() {
        var left = new ArrayList<String>();
        if (!model.note.isEmpty()) {
            left.add(model.note);
        } else {
            left.add(model.info.place());
            left.add(model.info.profile());
        }
        if (!model.meter.model().isEmpty()) {
            left.add(model.meter.model());
            left.add(model.meter.text());
        }
        left.add(model.info.walls());
        var text = " " + String.join(" │ ", left.stream().filter(part -> !part.isEmpty()).toList());
        int room = model.columns - SafeText.width(HINT) - 2;
        if (SafeText.width(text) <= room && model.note.isEmpty()) {
            text += " ".repeat(room - SafeText.width(SafeText.of(text))) + HINT;
        }
        screen.put(layout.status(), 0, Line.of(text, Style.TEXT), Style.REVERSE);
    }

    private void searching(TextBuffer pattern) {
        screen.put(
                layout.status(),
                0,
                new Line(
                        List.of(
                                new Span("/", Style.ACCENT),
                                new Span(pattern.text(), Style.TEXT))));
        screen.caret(1 + pattern.caretColumn(), layout.status().y());
    }

    private void payload(Model.Overlay.Payload payload) {
        var lines = PayloadLines.of(payload.item(), payload.form(), model.columns - 4);
        var title =
                "%s %s · %s"
                        .formatted(
                                payload.item().tag(),
                                payload.item().title(),
                                switch (payload.form()) {
                                    case READ -> "as text";
                                    case JSON -> "JSON";
                                    case XML -> "XML";
                                });
        page(
                title,
                lines.subList(Math.min(payload.top(), lines.size()), lines.size()),
                "Tab: text, JSON, XML · j k PgUp PgDn · y copies · Esc closes");
    }

    private void page(String title, List<Line> lines, String keys) {
        var all = new Area(0, 0, model.columns, model.rows - 1);
        rule(all, title, true);
        var inside = Layout.inside(all);
        for (int row = 0; row < Math.min(inside.height(), lines.size()); row++) {
            screen.put(inside, row, lines.get(row));
        }
        screen.put(layout.status(), 0, Line.of(" " + keys, Style.TEXT), Style.REVERSE);
    }

    private void editor(OrganismEditor editor) {
        var all = new Area(0, 0, model.columns, model.rows - 1);
        rule(all, editor.name() + (editor.isChanged() ? " · changed" : ""), true);
        int problemRows = Math.clamp(editor.problems().size() + 1L, 2, Math.max(2, model.rows / 3));
        var text = all.below(1).top(all.height() - 1 - problemRows);
        var lines = editor.buffer().lines();
        int caret = editor.buffer().caretLine();
        int first = Math.max(0, caret - text.height() + 1);
        int gutter = 6;
        for (int row = 0; row < text.height() && first + row < lines.size(); row++) {
            int number = first + row + 1;
            boolean wrong = editor.problems().stream().anyMatch(p -> p.startsWith(number + ":"));
            screen.put(
                    text,
                    row,
                    new Line(
                            List.of(
                                    new Span(
                                            "%4d  ".formatted(number),
                                            wrong ? Style.ERROR : Style.DIM),
                                    new Span(lines.get(first + row), Style.TEXT))));
        }
        screen.caret(gutter + editor.buffer().caretColumn(), text.y() + caret - first);
        problems(editor, all.below(1 + text.height()));
        screen.put(
                layout.status(),
                0,
                Line.of(" Ctrl-S saves · Tab completes · Esc closes", Style.TEXT),
                Style.REVERSE);
    }

    private void problems(OrganismEditor editor, Area area) {
        var hover = editor.hover();
        var found = editor.problems().isEmpty() ? "no problems" : "problems";
        rule(area, hover.isEmpty() ? found : found + " · " + hover, false);
        int row = 1;
        for (var problem : editor.problems()) {
            screen.put(area, row++, Line.of(problem, Style.ERROR));
        }
    }

    private void title(Area area, String text, Model.Focus focus) {
        if (area.height() > 0 && area.width() > 0) {
            rule(area, text, model.focus == focus);
        }
    }

    private void rule(Area area, String text, boolean here) {
        var title =
                text.isEmpty()
                        ? ""
                        : " " + SafeText.line(text, Math.max(0, area.width() - 6)) + " ";
        var rule = "─" + title;
        int rest = Math.max(0, area.width() - SafeText.width(rule));
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
