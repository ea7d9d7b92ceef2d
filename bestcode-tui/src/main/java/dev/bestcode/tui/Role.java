package dev.bestcode.tui;

/// What a piece of text is; the [Theme] says how that looks.
enum Role {
    TEXT,
    DIM,
    HEADING,
    CODE,
    LINK,
    ADDED,
    REMOVED,
    ERROR,
    WARNING,
    ACCENT,
    BORDER
}
