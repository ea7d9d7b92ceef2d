package dev.bestcode.tui;

/// Where the panes are. A narrow screen has the messages alone, or the pane that has the focus.
record Layout(Area threads, Area messages, Area context, Area approval, Area input, Area status) {
    static final Area NONE = new Area(0, 0, 0, 0);

    /// From here on all three panes stand side by side.
    static final int WIDE = 110;

    private static final int SIDE = 28;
    private static final int INPUT_ROWS_MAX = 6;
    private static final int APPROVAL_ROWS_MAX = 10;

    static Layout of(Model model) {
        int inputRows = Math.min(INPUT_ROWS_MAX, model.input.lines().size());
        int approvalRows = approvalRows(model);
        var all = new Area(0, 0, model.columns, model.rows);
        var panes = all.top(model.rows - 2 - inputRows - approvalRows);
        var approval = all.below(panes.height()).top(approvalRows);
        var input = all.below(panes.height() + approvalRows).top(inputRows + 1);
        var status = all.below(model.rows - 1);
        if (model.columns >= WIDE) {
            var rest = panes.rightOf(SIDE);
            int middle = rest.width() - SIDE - 4;
            return new Layout(
                    panes.left(SIDE),
                    rest.left(middle),
                    rest.rightOf(middle),
                    approval,
                    input,
                    status);
        }
        return switch (model.focus) {
            case THREADS -> new Layout(panes, NONE, NONE, approval, input, status);
            case CONTEXT -> new Layout(NONE, NONE, panes, approval, input, status);
            case INPUT, MESSAGES, APPROVAL ->
                    new Layout(NONE, panes, NONE, approval, input, status);
        };
    }

    private static int approvalRows(Model model) {
        int wanted =
                model.question()
                        .map(
                                question ->
                                        question.lines(model.columns - 4).size()
                                                + 2
                                                + entryRows(model))
                        .orElse(0);
        return Math.min(wanted, Math.min(APPROVAL_ROWS_MAX, model.rows / 2));
    }

    private static int entryRows(Model model) {
        return model.form().isPresent() ? 1 : 0;
    }

    /// Inside a pane's title row.
    static Area inside(Area pane) {
        return new Area(pane.x() + 1, pane.y() + 1, pane.width() - 2, pane.height() - 1);
    }
}
