package dev.bestcode.librarian;

import java.util.BitSet;
import java.util.List;

/// Chooses what stays in view, for a number of tokens.
///
/// A quarter of the room goes to what is newest. The rest is chosen so that what will be named next
/// is in view once: a term is the more likely to be named again the more often and the later it
/// came up, more so in what the agent itself said, and it need not be in view twice. So a part is
/// worth the weights of its terms that nothing chosen has yet, for each token that it costs, and
/// the
/// best is taken until the room is full. That is the greedy way to a set of most coverage for its
/// cost, never worse than a fixed part of the best one. It is gone twice: over whole parts, then
/// over single lines and names of the parts that do not stay.
/// @see "Anderson and Schooler 1991, reflections of the environment in memory"
/// @see "Khuller, Moss and Naor 1999, the budgeted maximum coverage problem"
final class WorkingSet {
    /// The share of the room that whole parts may take where lines of others are kept too: a whole
    /// part tells how things hang together, lines tell far more things.
    static final double WHOLE_PART = 0.65;

    /// The share of the room that goes by age alone.
    private static final double NEWEST_PART = 0.25;

    /// What a part is worth for terms of the agent's latest actions, beside all mentions.
    private static final double ACTION_WEIGHT = 1.5;

    /// What a part costs besides its tokens, so that scraps do not win by being short.
    private static final int COST_EACH = 20;

    /// What names nothing is better than room left over.
    private static final double WORTH_MIN = 1e-9;

    private final List<Candidate> candidates;
    private final List<Candidate> staying;
    private final int now;
    private final Weights weights = new Weights();
    private final BitSet chosen = new BitSet();
    private int left;

    /// @param candidates the oldest first
    /// @param staying what stays anyway, and tells by what it names what the others are worth
    /// @param now the turn that is to come
    WorkingSet(List<Candidate> candidates, List<Candidate> staying, int now) {
        this.candidates = candidates;
        this.staying = staying;
        this.now = now;
        candidates.forEach(candidate -> weights.count(candidate, now));
        staying.forEach(candidate -> weights.count(candidate, now));
    }

    /// All of the room for whole parts.
    /// @return the positions of those that stay; together they cost at most `tokens`
    static BitSet choose(List<Candidate> candidates, List<Candidate> staying, int now, int tokens) {
        return new WorkingSet(candidates, staying, now).whole(tokens, 1);
    }

    /// @param part of the room that whole parts may take
    /// @return the positions of those that stay; together they cost at most that part of `tokens`
    BitSet whole(int tokens, double part) {
        int room = Math.max(0, tokens);
        left = (int) (room * part);
        takeNewest((int) (room * NEWEST_PART));
        new Greedy(
                        position -> chosen.get(position) ? 0 : worth(candidates.get(position)),
                        position -> candidates.get(position).tokens() <= left,
                        this::take)
                .takeOf(candidates.size());
        return (BitSet) chosen.clone();
    }

    private void takeNewest(int newest) {
        int room = newest;
        for (int i = candidates.size() - 1; i >= 0; i--) {
            room -= candidates.get(i).tokens();
            if (room < 0) {
                return;
            }
            take(i);
        }
    }

    private double worth(Candidate candidate) {
        double mentions = 0;
        double actions = 0;
        int news = 0;
        for (int term : candidate.named()) {
            var weight = weights.of(term);
            actions += weight.actions();
            if (!weight.inView()) {
                news++;
                mentions += weight.likelihood();
            }
        }
        double fresh = (double) news / (candidate.named().length + 1);
        return (mentions + ACTION_WEIGHT * actions * fresh + WORTH_MIN)
                / (candidate.tokens() + COST_EACH);
    }

    private void take(int position) {
        var candidate = candidates.get(position);
        chosen.set(position);
        left -= candidate.tokens();
        weights.show(candidate.named());
    }

    /// Let something tell what is named that is no longer in view itself.
    void remember(Candidate past) {
        weights.count(past, now);
    }

    /// What is kept of parts that do not stay: the lines and names that are worth most for their
    /// bytes, and have what nothing in view has.
    /// @param sources of each part what may be kept, the oldest part first
    /// @return of each what is kept, in its order; together they cost at most so many bytes
    List<List<Snippet>> keep(List<List<Snippet>> sources, int bytes) {
        staying.forEach(candidate -> weights.show(candidate.named()));
        return new Keeping(sources, weights, bytes).kept();
    }
}
