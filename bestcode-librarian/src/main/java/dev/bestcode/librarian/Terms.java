package dev.bestcode.librarian;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// The things that a text names: paths, names, whole lines and words. What the agent will name next
/// is looked for by them.
final class Terms {
    /// Of a longer text the middle is not looked at; a result as large as this is shown in part
    /// anyway.
    static final int TEXT_CHARS_MAX = 64 * 1024;

    /// More names than any page of code has; the rest of such a page is not indexed.
    static final int TERMS_MAX = 4_000;

    /// A shorter line says nothing of its own, such as a brace.
    private static final int LINE_CHARS_MIN = 12;

    /// A longer line is data, and nobody quotes it whole.
    private static final int LINE_CHARS_MAX = 400;

    /// Four letters or more: shorter ones are in every page.
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]{3,80}");

    /// Folders and a name, or a name with an ending that files of a project have; with any ending
    /// every call of a method would be a file. Nothing is tried twice: texts come from anywhere.
    private static final Pattern PATH =
            Pattern.compile(
                    "(?<![\\w.@~-])(?:(?:[\\w.@~-]{1,100}+/){1,20}+[\\w.-]{1,100}+"
                            + "|[\\w-]{1,80}+\\.(?:java|kt|scala|[jt]sx?|mjs|py|go|rs|c|h|cc|cpp|hpp|cs|rb|php|swift|sh|sql"
                            + "|html?|css|json|xml|ya?ml|toml|md|txt|properties|gradle|csv)\\b)");

    private Terms() {}

    /// The terms of a text, each once, in order. Two of one hash are taken for one; among the terms
    /// of a conversation that does not happen often enough to matter.
    static int[] of(String text) {
        Set<Integer> terms = new HashSet<>();
        for (var line : lines(text)) {
            if (terms.size() >= TERMS_MAX) {
                break;
            }
            for (var name : names(line)) {
                for (int term : ofName(name)) {
                    terms.add(term);
                }
            }
            ofLine(line).ifPresent(terms::add);
        }
        return sorted(terms);
    }

    /// The lines that are looked at, without what stands before and behind them.
    static List<String> lines(String text) {
        return looked(text).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /// Paths and identifiers, as they stand.
    static Set<String> names(String line) {
        Set<String> names = new LinkedHashSet<>();
        if (line.indexOf('/') >= 0 || line.indexOf('.') >= 0) {
            var paths = PATH.matcher(line);
            while (names.size() < TERMS_MAX && paths.find()) {
                names.add(paths.group());
            }
        }
        var identifiers = IDENTIFIER.matcher(line);
        while (names.size() < TERMS_MAX && identifiers.find()) {
            names.add(identifiers.group());
        }
        return names;
    }

    /// A path counts by its own name too: who speaks of a file seldom says all its folders.
    static int[] ofName(String name) {
        if (name.indexOf('/') < 0 && name.indexOf('.') < 0) {
            return new int[] {TermKind.ofIdentifier(name).term(name)};
        }
        var last = name.substring(name.lastIndexOf('/') + 1);
        return last.length() > 3 && last.length() < name.length()
                ? new int[] {TermKind.PATH.term(name), TermKind.PATH.term(last)}
                : new int[] {TermKind.PATH.term(name)};
    }

    /// The terms that a name has in view: those of a path are also its folders and its ends, which
    /// stand there as well.
    static int[] shownBy(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return ofName(name);
        }
        Set<Integer> terms = new HashSet<>();
        for (int term : ofName(name)) {
            terms.add(term);
        }
        for (int at = slash; at >= 0; at = name.indexOf('/', at + 1)) {
            terms.add(TermKind.PATH.term(name.substring(0, at)));
            terms.add(TermKind.PATH.term(name.substring(at + 1)));
        }
        return sorted(terms);
    }

    /// The line as a whole, if anybody would quote it.
    static OptionalInt ofLine(String line) {
        return line.length() >= LINE_CHARS_MIN && line.length() <= LINE_CHARS_MAX
                ? OptionalInt.of(TermKind.LINE.term(line))
                : OptionalInt.empty();
    }

    static int[] sorted(Set<Integer> terms) {
        return terms.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static String looked(String text) {
        int half = TEXT_CHARS_MAX / 2;
        return text.length() <= TEXT_CHARS_MAX
                ? text
                : text.substring(0, half) + "\n" + text.substring(text.length() - half);
    }
}
