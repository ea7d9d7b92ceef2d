package dev.bestcode.tui;

/// How a piece of text is shown.
/// @param marks sum of [#BOLD] and its like
record Style(Role role, int marks) {
    static final int BOLD = 1;
    static final int ITALIC = 2;
    static final int UNDERLINE = 4;
    static final int STRIKE = 8;
    static final int REVERSE = 16;

    static final Style TEXT = of(Role.TEXT);
    static final Style DIM = of(Role.DIM);
    static final Style CODE = of(Role.CODE);
    static final Style BORDER = of(Role.BORDER);
    static final Style ERROR = of(Role.ERROR);
    static final Style WARNING = of(Role.WARNING);
    static final Style ACCENT = of(Role.ACCENT);

    static Style of(Role role) {
        return new Style(role, 0);
    }

    Style with(int mark) {
        return new Style(role, marks | mark);
    }

    Style as(Role other) {
        return new Style(other, marks);
    }

    boolean has(int mark) {
        return (marks & mark) != 0;
    }
}
