package dev.bestcode.librarian;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The things that a text names: identifiers, paths and whole lines. What the agent will name next
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

    /// Four letters or more: shorter names are in every page.
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]{3,80}");

    /// A file's name with its ending, and the folders before it as far as they are said.
    private static final Pattern PATH =
            Pattern.compile(
                    "[\\w.@~-]{0,100}(?:/[\\w.@~-]{1,100}){1,20}|[\\w-]{1,80}\\.\\w{1,5}\\b");

    private Terms() {}

    /// The hashes of a text's terms, each once, in order. Two terms of one hash are taken for one;
    /// among the terms of a conversation that does not happen often enough to matter.
    static int[] of(String text) {
        return words(text).stream().mapToInt(String::hashCode).sorted().distinct().toArray();
    }

    private static Set<String> words(String text) {
        var terms = new HashSet<String>();
        var looked = looked(text);
        addAll(terms, NAME.matcher(looked));
        addAll(terms, PATH.matcher(looked));
        looked.lines()
                .map(String::strip)
                .filter(line -> line.length() >= LINE_CHARS_MIN && line.length() <= LINE_CHARS_MAX)
                .limit(Math.max(0, TERMS_MAX - terms.size()))
                .forEach(terms::add);
        return terms;
    }

    private static String looked(String text) {
        int half = TEXT_CHARS_MAX / 2;
        return text.length() <= TEXT_CHARS_MAX
                ? text
                : text.substring(0, half) + "\n" + text.substring(text.length() - half);
    }

    private static void addAll(Set<String> terms, Matcher found) {
        while (terms.size() < TERMS_MAX && found.find()) {
            terms.add(found.group());
        }
    }
}
