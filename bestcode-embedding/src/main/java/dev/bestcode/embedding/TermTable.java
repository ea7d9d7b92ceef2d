package dev.bestcode.embedding;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// An inverted index of weighted terms by slot, kept up to date entry by entry.
///
/// An entry's vector holds damped counts alone; how rare a term is weighs the query (`lnc.ltc` in
/// SMART's notation). So a new entry changes nobody else's vector, and nothing is built anew.
/// Not safe for several threads.
/// @see "Salton and Buckley 1988, Term-weighting approaches in automatic text retrieval"
/// @see "Robertson and Zaragoza 2009, The probabilistic relevance framework" (the rarity is BM25's)
final class TermTable {
    private final Map<String, Postings> postings = new HashMap<>();
    private final Map<Integer, Map<String, Double>> entries = new HashMap<>();

    /// @param counts how often the entry has each term, by the weight of its fields; above 0
    void add(int slot, Map<String, Double> counts) {
        double norm = Math.sqrt(counts.values().stream().mapToDouble(TermTable::square).sum());
        counts.forEach(
                (term, count) ->
                        postings.computeIfAbsent(term, _ -> new Postings())
                                .add(slot, (float) (damped(count) / norm)));
        entries.put(slot, counts);
    }

    void remove(int slot) {
        for (var term : Optional.ofNullable(entries.remove(slot)).orElse(Map.of()).keySet()) {
            postings.computeIfPresent(
                    term,
                    (_, list) -> {
                        list.remove(slot);
                        return list.size() == 0 ? null : list;
                    });
        }
    }

    /// The cosine of each entry with the query. Terms that no entry has count in the query's
    /// length: who asks for much that is not there is far from everything.
    /// @param slots how many there are
    double[] cosines(Map<String, Double> query, int slots) {
        double squares = 0;
        for (var term : query.entrySet()) {
            double weight = damped(term.getValue()) * rarity(term.getKey());
            squares += weight * weight;
        }
        var bySlot = new double[slots];
        double norm = Math.sqrt(squares);
        query.forEach(
                (term, count) ->
                        Optional.ofNullable(postings.get(term))
                                .ifPresent(
                                        list ->
                                                list.addTo(
                                                        bySlot,
                                                        damped(count) * rarity(term) / norm)));
        return bySlot;
    }

    private double rarity(String term) {
        int frequency = Optional.ofNullable(postings.get(term)).map(Postings::size).orElse(0);
        return Math.log(1 + (entries.size() - frequency + 0.5) / (frequency + 0.5));
    }

    private static double square(double count) {
        return damped(count) * damped(count);
    }

    private static double damped(double count) {
        return Math.log1p(count);
    }
}
