package dev.bestcode.tui;

import java.util.List;

/// Draws a model. It reads the model and changes nothing but what is cached of its lines.
final class View {
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
            case Model.Overlay.Help(var top) -> {
                var lines = HelpLines.of(model.info, model.columns - 2);
                view.page(
                        "help",
                        lines.subList(Math.min(top, lines.size()), lines.size()),
                        "j k PgUp PgDn scroll · any other key closes");
            }
            case Model.Overlay.Payload payload -> view.payload(payload);
            case Model.Overlay.Editing(var editor) ->
                    new EditorView(view.screen, editor)
                            .draw(view.aboveStatus(), view.layout.status());
        }
        return view.screen;
    }

    private void panes() {
        threads();
        messages();
        context();
        model.question()
                .ifPresent(
                        question ->
                                new ApprovalView(screen, model).draw(question, layout.approval()));
        new InputView(screen, model).draw(layout.input());
        screen.put(layout.status(), 0, StatusLine.of(model), Style.REVERSE);
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
        for (var line : thread.scroll.view(thread.history, thread.shownStream(), area)) {
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
        var all = aboveStatus();
        Rule.draw(screen, all, title, true);
        var inside = Layout.inside(all);
        for (int row = 0; row < Math.min(inside.height(), lines.size()); row++) {
            screen.put(inside, row, lines.get(row));
        }
        screen.put(layout.status(), 0, Line.of(" " + keys, Style.TEXT), Style.REVERSE);
    }

    private Area aboveStatus() {
        return new Area(0, 0, model.columns, model.rows - 1);
    }

    private void title(Area area, String text, Model.Focus focus) {
        Rule.draw(screen, area, text, model.focus == focus);
    }
}
