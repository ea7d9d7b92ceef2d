package dev.bestcode.librarian;

import java.util.HashSet;
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
        var looked = looked(text);
        var paths = PATH.matcher(looked);
        while (terms.size() < TERMS_MAX && paths.find()) {
            addPath(terms, paths.group());
        }
        var identifiers = IDENTIFIER.matcher(looked);
        while (terms.size() < TERMS_MAX && identifiers.find()) {
            var found = identifiers.group();
            terms.add(TermKind.ofIdentifier(found).term(found));
        }
        looked.lines()
                .map(String::strip)
                .filter(line -> line.length() >= LINE_CHARS_MIN && line.length() <= LINE_CHARS_MAX)
                .limit(Math.max(0, TERMS_MAX - terms.size()))
                .forEach(line -> terms.add(TermKind.LINE.term(line)));
        return terms.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /// By its own name too: who speaks of a file seldom says all its folders.
    private static void addPath(Set<Integer> terms, String path) {
        terms.add(TermKind.PATH.term(path));
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (name.length() > 3) {
            terms.add(TermKind.PATH.term(name));
        }
    }

    private static String looked(String text) {
        int half = TEXT_CHARS_MAX / 2;
        return text.length() <= TEXT_CHARS_MAX
                ? text
                : text.substring(0, half) + "\n" + text.substring(text.length() - half);
    }
}
