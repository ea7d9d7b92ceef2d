package dev.bestcode.librarian;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a page names, read once.
final class Learned {
    /// The objects of a snippet, beside its text and terms.
    private static final int SNIPPET_BYTES = 128;

    private final int[] terms;
    private final List<Snippet> snippets;

    /// @param terms of the whole page, each once, in order
    /// @param snippets that may be kept of it: its paths and names, then its lines
    Learned(int[] terms, List<Snippet> snippets) {
        this.terms = terms;
        this.snippets = List.copyOf(snippets);
    }

    /// Not to be changed.
    int[] terms() {
        return terms;
    }

    List<Snippet> snippets() {
        return snippets;
    }

    static Learned of(String text) {
        Set<Integer> met = new HashSet<>();
        var names = new ArrayList<Snippet>();
        var lines = new ArrayList<Snippet>();
        for (var line : Terms.lines(text)) {
            if (met.size() >= Terms.TERMS_MAX) {
                break;
            }
            Set<Integer> terms = new HashSet<>();
            for (var name : Terms.names(line)) {
                int[] named = Terms.ofName(name);
                boolean news = false;
                boolean counts = false;
                for (int term : named) {
                    terms.add(term);
                    news |= met.add(term);
                    counts |= TermKind.counts(term);
                }
                if (news && counts) {
                    names.add(Snippet.name(name));
                }
            }
            var whole = Terms.ofLine(line);
            whole.ifPresent(terms::add);
            whole.ifPresent(met::add);
            if (whole.isPresent() && isPlain(line)) {
                lines.add(Snippet.line(line, Terms.sorted(terms)));
            }
        }
        names.addAll(lines);
        return new Learned(Terms.sorted(met), names);
    }

    /// Others cannot be shown as a line.
    private static boolean isPlain(String line) {
        return line.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t');
    }

    /// What it takes to keep this, roughly.
    long heldBytes() {
        long bytes = (long) Integer.BYTES * terms.length;
        for (var snippet : snippets) {
            bytes +=
                    SNIPPET_BYTES
                            + snippet.text().length()
                            + (long) Integer.BYTES * snippet.terms().length;
        }
        return bytes;
    }
}
