package dev.bestcode.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Letters at which the library never ends, when it ignores case: it asks for the next letter of
/// the same kind until it is back at the first, and from these (Cyrillic small letters that share
/// their upper case with another one) it never comes back.
final class UnfoldedLetters {
    static final int FIRST = 0x1C80;
    static final int LAST = 0x1C88;

    private static final int NO_LETTER = -1;

    /// A group or a flag that ignores case, or what looks like one.
    private static final Pattern IGNORING = Pattern.compile("\\(\\?[a-zA-Z]*i");

    private static final Pattern ELEMENT =
            Pattern.compile(
                    """
                    \\\\x\\{(?<wide>[0-9A-Fa-f]{1,8})}|\\\\x(?<hex>[0-9A-Fa-f]{2})\
                    |\\\\(?<octal>[0-7]{1,3})|\\\\[pP](?:\\{[^}]*}|.)|\\\\(?<escaped>.)|(?<plain>.)\
                    """,
                    Pattern.DOTALL);

    private UnfoldedLetters() {}

    /// Whether one of them may be in the pattern, by itself or within a range, where case is
    /// ignored. Never wrong when it says no; a text that only looks like a range is taken for one.
    static boolean mayBeIn(String pattern, boolean ignoreCase) {
        if (!ignoreCase && !IGNORING.matcher(pattern).find()) {
            return false;
        }
        var elements = elements(pattern);
        for (int i = 0; i < elements.size(); i++) {
            int from = elements.get(i);
            boolean range = i + 2 < elements.size() && elements.get(i + 1) == '-';
            int to = range ? elements.get(i + 2) : from;
            if (from != NO_LETTER && from <= LAST && Math.max(from, to) >= FIRST) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> elements(String pattern) {
        var found = new ArrayList<Integer>();
        var matcher = ELEMENT.matcher(pattern);
        while (matcher.find()) {
            if (matcher.group("wide") != null) {
                found.add(
                        (int)
                                Math.min(
                                        Long.parseLong(matcher.group("wide"), 16),
                                        Integer.MAX_VALUE));
            } else if (matcher.group("hex") != null) {
                found.add(Integer.parseInt(matcher.group("hex"), 16));
            } else if (matcher.group("octal") != null) {
                found.add(Integer.parseInt(matcher.group("octal"), 8));
            } else if (matcher.group("escaped") != null) {
                found.add(matcher.group("escaped").codePointAt(0));
            } else if (matcher.group("plain") != null) {
                found.add(matcher.group("plain").codePointAt(0));
            } else {
                found.add(NO_LETTER);
            }
        }
        return found;
    }
}
