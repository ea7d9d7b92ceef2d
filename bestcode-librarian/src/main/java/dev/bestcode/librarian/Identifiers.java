package dev.bestcode.librarian;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;

/// Finds the identifiers in a text's code: everything but comments and literals. The tree says
/// where those are, so nothing here knows a language.
final class Identifiers {
    /// One letter says nothing about what it stands for.
    static final int CHARS_MIN = 2;

    /// What is longer is data.
    static final int CHARS_MAX = 200;

    private Identifiers() {}

    /// Spans may come in any order, nested ones too.
    /// @param each takes a name and where it starts
    static void each(
            String text, List<Span> comments, List<Span> texts, ObjIntConsumer<String> each) {
        var noCode = new ArrayList<>(Stream.concat(comments.stream(), texts.stream()).toList());
        noCode.sort(Comparator.comparingInt(Span::start));
        int at = 0;
        for (var span : noCode) {
            if (span.start() >= at) {
                scan(text, at, span.start(), each);
            }
            at = Math.max(at, span.end());
        }
        scan(text, at, text.length(), each);
    }

    private static void scan(String text, int from, int to, ObjIntConsumer<String> each) {
        int at = from;
        while (at < to) {
            if (!Character.isJavaIdentifierPart(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < to && Character.isJavaIdentifierPart(text.charAt(at))) {
                at++;
            }
            int length = at - start;
            if (Character.isJavaIdentifierStart(text.charAt(start))
                    && length >= CHARS_MIN
                    && length <= CHARS_MAX) {
                each.accept(text.substring(start, at), start);
            }
        }
    }
}
