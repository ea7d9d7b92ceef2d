package dev.bestcode.librarian;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Chooses what stays in view, for a number of tokens.
///
/// A quarter of the room goes to what is newest. The rest is chosen so that what will be named next
/// is in view once: a term is the more likely to be named again the more often and the later it
/// came
/// up, more so in what the agent itself said, and it need not be in view twice. So a part is worth
/// the weights of its terms that nothing chosen has yet, for each token that it costs, and the best
/// is taken until the room is full. That is the greedy way to a set of most coverage for its cost,
/// never worse than a fixed part of the best one.
/// @see "Anderson and Schooler 1991, reflections of the environment in memory"
/// @see "Khuller, Moss and Naor 1999, the budgeted maximum coverage problem"
final class WorkingSet {
    /// The share of the room that goes by age alone.
    private static final double NEWEST_PART = 0.25;

    /// How fast a mention fades with the turns since.
    private static final double MENTION_DECAY = 1.2;

    /// The same of what the agent did, which it goes on with or has done with.
    private static final double ACTION_DECAY = 1.5;

    /// A mention in what the agent said counts so many times one in what it read.
    private static final double SAID_WEIGHT = 2.5;

    /// What a part is worth for terms of the agent's latest actions, beside all mentions.
    private static final double ACTION_WEIGHT = 1.5;

    /// What a part costs besides its tokens, so that scraps do not win by being short.
    private static final int COST_EACH = 20;

    private final List<Candidate> candidates;
    private final int now;
    private final Map<Integer, Weight> weights = new HashMap<>();
    private final BitSet chosen = new BitSet();
    private int left;

    /// What is known of a term.
    private static final class Weight {
        double mentions;
        double actions;
        int parts;
        boolean inView;
    }

    private WorkingSet(List<Candidate> candidates, int now, int tokens) {
        this.candidates = candidates;
        this.now = now;
        this.left = tokens;
    }

    /// @param candidates the oldest first
    /// @param staying what stays anyway, and tells by what it names what the others are worth
    /// @param now the turn that is to come
    /// @return the positions of those that stay; together they cost at most `tokens`
    static BitSet choose(List<Candidate> candidates, List<Candidate> staying, int now, int tokens) {
        var set = new WorkingSet(candidates, now, Math.max(0, tokens));
        candidates.forEach(set::weigh);
        staying.forEach(set::weigh);
        set.takeNewest();
        set.takeWorthiest();
        return set.chosen;
    }

    private void weigh(Candidate candidate) {
        double age = Math.max(1, now - candidate.turn());
        double mention = Math.pow(age, -MENTION_DECAY);
        double action = Math.pow(age, -ACTION_DECAY);
        for (int term : candidate.named()) {
            var weight = weight(term);
            weight.mentions += mention;
            weight.parts++;
        }
        for (int term : candidate.said()) {
            var weight = weight(term);
            weight.mentions += mention * (SAID_WEIGHT - 1);
            weight.actions += action;
        }
    }

    private void takeNewest() {
        int room = (int) (left * NEWEST_PART);
        for (int i = candidates.size() - 1; i >= 0; i--) {
            room -= candidates.get(i).tokens();
            if (room < 0) {
                return;
            }
            take(i);
        }
    }

    /// Worths only fall while others are taken, so a part whose worth was looked at again and is
    /// still the highest is the best one.
    private void takeWorthiest() {
        var worths = new double[candidates.size()];
        var queue =
                new PriorityQueue<Integer>(
                        (a, b) ->
                                worths[a] != worths[b]
                                        ? Double.compare(worths[b], worths[a])
                                        : Integer.compare(b, a));
        for (int i = 0; i < worths.length; i++) {
            if (!chosen.get(i)) {
                worths[i] = worth(candidates.get(i));
                queue.add(i);
            }
        }
        while (!queue.isEmpty()) {
            int best = queue.remove();
            if (candidates.get(best).tokens() > left) {
                continue;
            }
            worths[best] = worth(candidates.get(best));
            if (queue.isEmpty() || worths[best] >= worths[queue.element()]) {
                take(best);
            } else {
                queue.add(best);
            }
        }
    }

    private double worth(Candidate candidate) {
        double mentions = 0;
        double actions = 0;
        int news = 0;
        for (int term : candidate.named()) {
            var weight = weight(term);
            actions += weight.actions / weight.parts;
            if (!weight.inView) {
                news++;
                mentions += likelihood(term, weight);
            }
        }
        double fresh = (double) news / (candidate.named().length + 1);
        return (mentions + ACTION_WEIGHT * actions * fresh) / (candidate.tokens() + COST_EACH);
    }

    /// That the term is named again; what comes up in many parts tells less of each. Many mentions
    /// make it certain and no more than that.
    private static double likelihood(int term, Weight weight) {
        double mentions = TermKind.of(term).weight * weight.mentions / Math.cbrt(weight.parts);
        return -Math.expm1(-mentions);
    }

    private void take(int position) {
        var candidate = candidates.get(position);
        chosen.set(position);
        left -= candidate.tokens();
        Arrays.stream(candidate.named()).forEach(term -> weight(term).inView = true);
    }

    private Weight weight(int term) {
        return weights.computeIfAbsent(term, _ -> new Weight());
    }
}
