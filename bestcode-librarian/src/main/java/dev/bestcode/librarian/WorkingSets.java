package dev.bestcode.librarian;

import java.util.BitSet;
import java.util.List;

/// What the librarian would keep in view of pages that lie in no kernel, to measure it by.
public final class WorkingSets {
    private static final int[] NONE = {};

    private WorkingSets() {}

    /// A page, read once.
    public static final class Page {
        private final Candidate candidate;

        /// @param turn counted up by the model's answers
        /// @param said whether the agent said it, not a tool
        public Page(int turn, int tokens, boolean said, String text) {
            var named = Terms.of(text);
            this.candidate = new Candidate(turn, tokens, said ? named : NONE, named);
        }

        public int turn() {
            return candidate.turn();
        }

        public int tokens() {
            return candidate.tokens();
        }
    }

    /// @param pages the oldest first
    /// @param now the turn that is to come
    /// @return positions of those that stay; together they cost at most `tokens`
    public static BitSet choose(List<Page> pages, int now, int tokens) {
        return WorkingSet.choose(
                pages.stream().map(page -> page.candidate).toList(), List.of(), now, tokens);
    }
}
