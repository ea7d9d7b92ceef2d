package dev.bestcode.librarian;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What the librarian would keep in view of pages that lie in no kernel, to measure it by.
public final class WorkingSets {
    private static final int[] NONE = {};

    private WorkingSets() {}

    /// A page, read once.
    public static final class Page {
        private final Candidate candidate;
        private final Learned learned;

        /// @param turn counted up by the model's answers
        /// @param said whether the agent said it, not a tool; arguments of calls stand there as
        /// JSON
        public Page(int turn, int tokens, boolean said, String text) {
            this.learned = Learned.of(said ? Digest.spread(text) : text);
            int[] named = learned.terms();
            this.candidate = new Candidate(turn, tokens, said ? named : NONE, named);
        }

        public int turn() {
            return candidate.turn();
        }

        public int tokens() {
            return candidate.tokens();
        }
    }

    /// What is in view.
    /// @param whole positions of pages
    /// @param folds what is shown of others: a number and what is kept of each
    public record View(BitSet whole, List<String> folds) {
        public View {
            whole = (BitSet) whole.clone();
            folds = List.copyOf(folds);
        }
    }

    /// @param pages the oldest first
    /// @param now the turn that is to come
    /// @return positions of those that stay; together they cost at most `tokens`
    public static BitSet choose(List<Page> pages, int now, int tokens) {
        return WorkingSet.choose(candidates(pages), now, tokens);
    }

    /// The same with lines and names of the pages that do not stay.
    /// @param bytesPerToken what a token of a page is
    public static View view(List<Page> pages, int now, int tokens, int bytesPerToken) {
        var set = new WorkingSet(candidates(pages), List.of(), List.of(), now);
        var sources = pages.stream().map(page -> page.learned.snippets()).toList();
        var whole = set.whole(tokens, bytesPerToken, sources);
        int left = tokens - whole.stream().map(page -> pages.get(page).tokens()).sum();
        var rest = new ArrayList<>(sources);
        whole.stream().forEach(page -> rest.set(page, List.of()));
        var kept = set.keep(whole, rest, left * bytesPerToken);
        var folds = new ArrayList<String>();
        for (int page = 0; page < pages.size(); page++) {
            var texts = kept.get(page).stream().map(Snippet::text).toList();
            if (!texts.isEmpty()) {
                folds.add(new Fold.Line("[#%d folded]".formatted(page), texts).words());
            }
        }
        return new View(whole, folds);
    }

    private static List<Candidate> candidates(List<Page> pages) {
        return pages.stream().map(page -> page.candidate).toList();
    }
}
