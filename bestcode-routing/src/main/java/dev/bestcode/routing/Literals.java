package dev.bestcode.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the values that stand in a request as they are: quoted texts, addresses, dates, paths and
/// numbers. Each pattern reads on from where it stands without looking back twice, so a request
/// costs what it is long. Stateless.
final class Literals {
    /// More values than any form has fields.
    private static final int LITERALS_MAX = 64;

    private static final int TEXT_CHARS_MAX = 8_000;

    /// In this order: what an earlier one has taken, a later one does not see.
    private static final Map<Literal.Kind, Pattern> PATTERNS = new EnumMap<>(Literal.Kind.class);

    static {
        PATTERNS.put(
                Literal.Kind.QUOTED,
                Pattern.compile(
                        "\"([^\"]{1,2000}+)\"|`([^`]{1,2000}+)`|“([^”]{1,2000}+)”"
                                + "|(?<![\\p{L}\\p{N}])'([^']{1,2000}+)'(?![\\p{L}\\p{N}])"));
        PATTERNS.put(Literal.Kind.URL, Pattern.compile("(\\bhttps?://[^\\s\"'<>]{1,2000}+)"));
        PATTERNS.put(
                Literal.Kind.EMAIL,
                Pattern.compile("(\\b[\\w.+-]{1,64}+@[\\w-]{1,63}+(?:\\.[\\w-]{1,63}+){1,5}+)"));
        PATTERNS.put(
                Literal.Kind.DATE,
                Pattern.compile(
                        "(\\b\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2})?+(?:Z|[+-]\\d{2}:\\d{2})?+)?+)"));
        PATTERNS.put(
                Literal.Kind.PATH,
                Pattern.compile(
                        "(?<![\\w/.~-])((?:~|\\.{1,2})?+/[\\w.@+*?-][\\w./@+*?-]{0,1000}+"
                                + "|[\\w.@+*?-]{1,255}+/[\\w./@+*?-]{0,1000}+"
                                + "|[\\w*?-]{1,255}+(?:\\.[A-Za-z][\\w-]{0,63}+){1,8}+)(?![\\w/])"));
        PATTERNS.put(
                Literal.Kind.NUMBER,
                Pattern.compile(
                        "(?<![\\w.])(-?(?:0|[1-9]\\d{0,17}+)(?:\\.\\d{1,17}+)?+)(?![\\w])"));
    }

    private Literals() {}

    /// In the order of the text; none lies in another.
    static List<Literal> in(String request) {
        var text = request.substring(0, Math.min(request.length(), TEXT_CHARS_MAX));
        var found = new ArrayList<Literal>();
        PATTERNS.forEach(
                (kind, pattern) -> {
                    var match = pattern.matcher(text);
                    while (found.size() < LITERALS_MAX && match.find()) {
                        var literal = new Literal(kind, value(match), match.start(), match.end());
                        if (found.stream().noneMatch(other -> overlap(other, literal))) {
                            found.add(literal);
                        }
                    }
                });
        found.sort(Comparator.comparingInt(Literal::at));
        return found;
    }

    private static String value(Matcher match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.start(group) >= 0) {
                return withoutStop(match.group(group));
            }
        }
        throw new IllegalStateException("a pattern without a group matched");
    }

    /// The full stop of a sentence is no part of the address or path before it.
    private static String withoutStop(String value) {
        return value.length() > 1 && (value.endsWith(".") || value.endsWith("?"))
                ? value.substring(0, value.length() - 1)
                : value;
    }

    private static boolean overlap(Literal a, Literal b) {
        return a.at() < b.end() && b.at() < a.end();
    }
}
