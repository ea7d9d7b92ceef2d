package dev.bestcode.tui;

import dev.bestcode.api.json.JsonObject;

/// One thing of a thread's history.
/// @param seq LSN of its transaction; 0 for what is not in the journal
/// @param title who speaks, or which tool
/// @param text Markdown of what was said; else as it is
/// @param tag of the payload
/// @param payload as far as it is known
record Item(long seq, Kind kind, String title, String text, String tag, JsonObject payload) {
    enum Kind {
        TASK,
        SAID,
        CALL,
        ANSWER,
        QUESTION,
        ERROR,
        END,
        NOTE
    }

    /// What it keeps of the heap, roughly.
    int chars() {
        return 64 + 2 * text.length();
    }
}
