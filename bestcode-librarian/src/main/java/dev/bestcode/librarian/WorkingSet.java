package dev.bestcode.librarian;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/// Chooses what stays in view, for a number of tokens.
///
/// A quarter of the room goes to what is newest. The rest is chosen so that what will be named next
/// is in view once: a term is the more likely to be named again the more often and the later it
/// came up, and the later its file was worked on, and it need not be in view twice. So a thing is
/// worth the likelihoods of its terms that nothing chosen has yet, for each byte that it costs, and
/// the best is taken until the room is full, whether it is a whole part or a line or name of one.
/// That is the greedy way to a set of most coverage for its cost, never worse than a fixed part of
/// the best one.
/// @see "Anderson and Schooler 1991, reflections of the environment in memory"
/// @see "Khuller, Moss and Naor 1999, the budgeted maximum coverage problem"
final class WorkingSet {
    /// The share of the room that goes by age alone.
    private static final double NEWEST_PART = 0.25;

    private final List<Candidate> candidates;
    private final List<Candidate> staying;
    private final Weights weights = new Weights();

    /// @param candidates the oldest first
    /// @param staying what stays anyway, and tells by what it names what the others are worth
    /// @param past what tells of what is no longer in view itself
    /// @param now the turn that is to come
    WorkingSet(List<Candidate> candidates, List<Candidate> staying, List<Candidate> past, int now) {
        this.candidates = candidates;
        this.staying = staying;
        var all = Stream.of(candidates, staying, past).flatMap(List::stream).toList();
        var files = new FilesInWork(all);
        for (var each : all) {
            int age = Math.max(1, now - each.turn());
            weights.count(each, age, Math.max(1, now - files.newest(each.turn())));
        }
    }

    /// All of the room for whole parts.
    /// @return the positions of those that stay; together they cost at most `tokens`
    static BitSet choose(List<Candidate> candidates, int now, int tokens) {
        var set = new WorkingSet(candidates, List.of(), List.of(), now);
        return set.whole(tokens, 1, List.of());
    }

    /// @param rivals of each candidate, in the same order, what may be kept of it if it does not
    ///     stay; behind them what else may be kept. For as much as these are worth more, the room
    ///     is left to them.
    /// @return the positions of those that stay; together they cost at most `tokens`
    BitSet whole(int tokens, int bytesPerToken, List<List<Snippet>> rivals) {
        weights.hideAll();
        showStaying();
        var choice = new Choice(candidates, rivals, weights, tokens, bytesPerToken);
        choice.takeNewest((int) (Math.max(0, tokens) * NEWEST_PART));
        choice.takeBest();
        return choice.whole();
    }

    /// What is kept of parts that do not stay: the lines and names that are worth most for their
    /// bytes, and have what nothing in view has.
    /// @param whole the candidates that stay
    /// @param sources of each part what may be kept, the oldest part first
    /// @return of each what is kept, in its order; together they cost at most so many bytes
    List<List<Snippet>> keep(BitSet whole, List<List<Snippet>> sources, int bytes) {
        weights.hideAll();
        showStaying();
        whole.stream().forEach(position -> weights.show(candidates.get(position).named()));
        var choice = new Choice(List.of(), sources, weights, bytes, 1);
        choice.takeBest();
        return choice.kept();
    }

    private void showStaying() {
        staying.forEach(candidate -> weights.show(candidate.named()));
    }
}
