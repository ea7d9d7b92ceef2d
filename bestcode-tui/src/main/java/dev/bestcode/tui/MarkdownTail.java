package dev.bestcode.tui;

/// Where the part of a growing text ends that no later character can change: at a blank line
/// outside a code fence, before a line that begins at the margin with a letter. Before anything
/// else a list, a quote or a table might go on.
final class MarkdownTail {
    private MarkdownTail() {}

    /// The end of what is settled; 0 when nothing is.
    static int end(CharSequence text) {
        int settled = 0;
        boolean fenced = false;
        boolean blank = false;
        for (int at = 0; at < text.length(); ) {
            int end = lineEnd(text, at);
            var line = text.subSequence(at, end).toString();
            if (isFence(line)) {
                if (!fenced && blank) {
                    settled = at;
                }
                fenced = !fenced;
            } else if (!fenced && blank && !line.isEmpty() && isLetter(line)) {
                settled = at;
            }
            blank = !fenced && line.isBlank();
            at = end + 1;
        }
        return settled;
    }

    /// The opening of the fence that the text stands in at its end, with its line break; else
    /// empty.
    static String fence(CharSequence text) {
        var opening = "";
        for (int at = 0; at < text.length(); ) {
            int end = lineEnd(text, at);
            var line = text.subSequence(at, end).toString();
            if (isFence(line)) {
                opening = opening.isEmpty() ? line + "\n" : "";
            }
            at = end + 1;
        }
        return opening;
    }

    /// A line's end near `from`, else a place that is no half of a letter.
    static int cut(CharSequence text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '\n') {
                return at + 1;
            }
        }
        return Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
    }

    private static boolean isFence(String line) {
        return line.startsWith("```") || line.startsWith("~~~");
    }

    private static boolean isLetter(String line) {
        return Character.isLetter(line.charAt(0)) || line.charAt(0) == '#';
    }

    private static int lineEnd(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
        return at;
    }
}
