package dev.bestcode.librarian;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the comment that a definition has: what ends on the line above it, attributes aside, or,
/// in Python, the string that its body begins with.
final class DocComments {
    /// Lines of single-line comments that are taken for one.
    private static final int LINES_MAX = 50;

    /// Python's longest prefix and quotes in front of a string's content.
    private static final int QUOTES_MAX = 5;

    private final SourceText source;
    private final Map<Integer, Span> commentsByEnd = new HashMap<>();
    private final Map<Integer, Span> attributesByEnd = new HashMap<>();
    private final Map<Integer, Span> textsByStart = new HashMap<>();

    DocComments(SourceText source, TreeMatches matches, boolean inBody) {
        this.source = source;
        byEndLine(matches.comments(), commentsByEnd);
        byEndLine(matches.attributes(), attributesByEnd);
        if (inBody) {
            matches.texts().forEach(text -> textsByStart.put(text.start(), text));
        }
    }

    private void byEndLine(List<Span> spans, Map<Integer, Span> byEnd) {
        for (var span : spans) {
            boolean isProgram = span.start() == 0 && source.text().startsWith("#!");
            if (source.startsLine(span.start()) && !isProgram) {
                // Some grammars' comments have their line's end in them.
                byEnd.put(source.line(Math.max(span.start(), span.end() - 1)), span);
            }
        }
    }

    /// @return its first sentence; empty when there is none
    String of(Found found) {
        if (!textsByStart.isEmpty() && found.body().isPresent()) {
            int body = found.body().get();
            for (int quotes = 1; quotes <= QUOTES_MAX; quotes++) {
                var text = textsByStart.get(body + quotes);
                if (text != null && isQuoted(body, text.start())) {
                    return Excerpts.doc(source.of(text));
                }
            }
        }
        return above(source.line(found.whole().start()) - 1);
    }

    private boolean isQuoted(int from, int to) {
        return source.text().substring(from, to).chars().allMatch(c -> "\"'rRuUbB".indexOf(c) >= 0);
    }

    private String above(int line) {
        int last = line;
        for (int i = 0; i < LINES_MAX && attributesByEnd.containsKey(last); i++) {
            last = source.line(attributesByEnd.get(last).start()) - 1;
        }
        var comment = commentsByEnd.get(last);
        if (comment == null) {
            return "";
        }
        var first = comment;
        for (int i = 0; i < LINES_MAX; i++) {
            var before = commentsByEnd.get(source.line(first.start()) - 1);
            if (before == null) {
                break;
            }
            first = before;
        }
        return Excerpts.doc(source.of(new Span(first.start(), comment.end())));
    }
}
