package dev.bestcode.librarian;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// One way through what may be in view, whole parts and what may be kept of others together: the
/// best for its bytes first, until the room is full.
final class Choice {
    /// A whole part is worth so many times its terms: it tells also how things hang together.
    private static final double WHOLE_WORTH = 1.5;

    /// What a part costs in its choice besides its bytes, so that scraps do not win by being short.
    private static final int BYTES_EACH = 80;

    /// What names nothing is better than room left over.
    private static final double WORTH_MIN = 1e-9;

    private record At(int source, int place, Snippet snippet) {}

    private final List<Candidate> candidates;
    private final List<List<Snippet>> sources;
    private final Weights weights;
    private final int bytesPerToken;
    private final BitSet whole = new BitSet();
    private final List<At> snippets = new ArrayList<>();
    private final List<BitSet> kept = new ArrayList<>();
    private long left;

    /// @param candidates for staying whole, the oldest first
    /// @param sources what may be kept of each, in the same order; more of them than candidates are
    ///     of what cannot stay whole
    /// @param tokens of the room
    Choice(
            List<Candidate> candidates,
            List<List<Snippet>> sources,
            Weights weights,
            int tokens,
            int bytesPerToken) {
        this.candidates = candidates;
        this.sources = sources;
        this.weights = weights;
        this.bytesPerToken = bytesPerToken;
        this.left = Math.max(0L, tokens) * bytesPerToken;
        for (int source = 0; source < sources.size(); source++) {
            var all = sources.get(source);
            for (int place = 0; place < all.size(); place++) {
                snippets.add(new At(source, place, all.get(place)));
            }
            kept.add(new BitSet());
        }
    }

    /// Take whole parts by age alone, as long as they fit in so many tokens.
    void takeNewest(int tokens) {
        int room = tokens;
        for (int i = candidates.size() - 1; i >= 0; i--) {
            room -= candidates.get(i).tokens();
            if (room < 0) {
                return;
            }
            takeWhole(i);
        }
    }

    /// Take what is worth most for its bytes.
    void takeBest() {
        int count = snippets.size();
        new Greedy(
                        at -> at < count ? worth(snippets.get(at)) : wholeWorth(at - count),
                        at -> (at < count ? cost(snippets.get(at)) : wholeCost(at - count)) <= left,
                        at -> {
                            if (at < count) {
                                take(snippets.get(at));
                            } else {
                                takeWhole(at - count);
                            }
                        })
                .takeOf(count + candidates.size());
    }

    /// The positions of candidates that stay.
    BitSet whole() {
        return (BitSet) whole.clone();
    }

    /// Of each source, in its order; nothing of one that stays whole.
    List<List<Snippet>> kept() {
        var lists = new ArrayList<List<Snippet>>();
        for (int source = 0; source < sources.size(); source++) {
            lists.add(kept.get(source).stream().mapToObj(sources.get(source)::get).toList());
        }
        return lists;
    }

    private double worth(At at) {
        var snippet = at.snippet();
        return whole.get(at.source())
                ? 0
                : weights.news(snippet.terms()) / (snippet.bytes() + Snippet.BYTES_EACH);
    }

    private int cost(At at) {
        return at.snippet().bytes() + (kept.get(at.source()).isEmpty() ? Snippet.HEAD_BYTES : 0);
    }

    private void take(At at) {
        left -= cost(at);
        kept.get(at.source()).set(at.place());
        weights.show(at.snippet().terms());
    }

    private double wholeWorth(int position) {
        var candidate = candidates.get(position);
        double worth = WHOLE_WORTH * weights.worth(candidate.named()) + WORTH_MIN;
        return whole.get(position) ? 0 : worth / (bytes(candidate) + BYTES_EACH);
    }

    private long bytes(Candidate candidate) {
        return (long) candidate.tokens() * bytesPerToken;
    }

    /// What was kept of it need not stand there twice.
    private long wholeCost(int position) {
        long cost = bytes(candidates.get(position));
        if (position >= kept.size() || kept.get(position).isEmpty()) {
            return cost;
        }
        var places = kept.get(position).stream();
        return cost
                - Snippet.HEAD_BYTES
                - places.mapToLong(place -> sources.get(position).get(place).bytes()).sum();
    }

    private void takeWhole(int position) {
        left -= wholeCost(position);
        if (position < kept.size()) {
            kept.get(position).clear();
        }
        whole.set(position);
        weights.show(candidates.get(position).named());
    }
}
