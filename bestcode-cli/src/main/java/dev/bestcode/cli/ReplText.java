package dev.bestcode.cli;

import java.util.List;

/// How what an agent says becomes lines of the conversation: text that still grows, and what of it
/// is final. A line may carry colours and is safe for a terminal.
interface ReplText {
    void append(String piece);

    /// The lines that have become final since this was last asked.
    List<String> settled();

    /// The last lines of what may still change.
    List<String> open(int linesMax);

    /// All that is left, final now; the next text begins.
    List<String> finish();

    /// A whole text.
    List<String> whole(String text);

    /// What a tool has answered, if it is a diff; else empty.
    List<String> diff(String answer);

    /// As Markdown where bestcode-tui is there and somebody sees it, else as it is.
    static ReplText at(ReplTerminal terminal) {
        if (terminal.isDumb()) {
            return new PlainText();
        }
        int width = terminal.width();
        try {
            return new MarkdownText(width, System.getenv());
        } catch (NoClassDefFoundError absent) {
            return new PlainText();
        }
    }
}
