package dev.bestcode.embedding;

import dev.bestcode.api.embedding.TextIndex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;

/// Finds entries by the words they share with a query: the best local method that was measured
/// (`docs/routing.md`), without a model.
///
/// Two cosines are standardised over all entries and added: of stems, the query's widened by words
/// that mean the same, and of runs of letters. Remembered requests count as one more field, so that
/// an entry comes to be found by the words of those who use it. The answer's `fit` is the cosine of
/// stems.
///
/// Masking is by the caller's predicate and comes last: what may not be answered is never returned,
/// but is part of what is standardised over.
public final class LexicalIndex implements TextIndex {
    /// What comes behind in a field, a request or a query is not looked at.
    private static final int TEXT_CHARS_MAX = 16_384;

    private static final double REQUEST_WEIGHT = 0.3;
    private static final double SYNONYM_WEIGHT = 0.4;
    private static final double RUNS_WEIGHT = 0.7;

    private static final Comparator<Match> BEST_FIRST =
            Comparator.comparingDouble(Match::score).reversed().thenComparing(Match::id);

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Integer> slotById = new HashMap<>();
    private final List<Optional<String>> idBySlot = new ArrayList<>();
    private final Deque<Integer> freeSlots = new ArrayDeque<>();
    private final TermTable stems = new TermTable();
    private final TermTable runs = new TermTable();

    @Override
    public void put(Entry entry) {
        Map<String, Double> stemCounts = new LinkedHashMap<>();
        Map<String, Double> runCounts = new LinkedHashMap<>();
        for (var field : entry.fields()) {
            if (field.weight() > 0) {
                Terms.addStems(stemCounts, cut(field.text()), field.weight());
                Terms.addRuns(runCounts, cut(field.text()), field.weight());
            }
        }
        for (var request : entry.requests()) {
            Terms.addStems(stemCounts, cut(request), REQUEST_WEIGHT);
            Terms.addRuns(runCounts, cut(request), REQUEST_WEIGHT);
        }
        locked(
                lock.writeLock(),
                () -> {
                    drop(entry.id());
                    int slot = newSlot(entry.id());
                    stems.add(slot, stemCounts);
                    runs.add(slot, runCounts);
                });
    }

    @Override
    public boolean remove(String id) {
        lock.writeLock().lock();
        try {
            return drop(id);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public int size() {
        lock.readLock().lock();
        try {
            return slotById.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public List<Match> search(String query, Predicate<String> among, int limit) {
        var text = cut(query);
        var stemQuery = widened(Terms.stems(text));
        var runQuery = Terms.runs(text);
        lock.readLock().lock();
        try {
            var words = stems.cosines(stemQuery, idBySlot.size());
            var letters = runs.cosines(runQuery, idBySlot.size());
            return best(words, letters, among, limit);
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<Match> best(double[] words, double[] letters, Predicate<String> among, int limit) {
        var wordScale = Scale.of(words, slotById.size());
        var letterScale = Scale.of(letters, slotById.size());
        var kept = new PriorityQueue<>(BEST_FIRST.reversed());
        for (int slot = 0; slot < words.length; slot++) {
            var id = idBySlot.get(slot);
            if (id.filter(among).isPresent()) {
                double score =
                        wordScale.standard(words[slot])
                                + RUNS_WEIGHT * letterScale.standard(letters[slot]);
                kept.add(new Match(id.get(), score, Math.clamp(words[slot], 0, 1)));
                if (kept.size() > limit) {
                    kept.remove();
                }
            }
        }
        return kept.stream().sorted(BEST_FIRST).toList();
    }

    private static Map<String, Double> widened(Map<String, Double> query) {
        var wide = new LinkedHashMap<>(query);
        query.forEach(
                (stem, count) ->
                        Synonyms.of(stem)
                                .forEach(
                                        other ->
                                                wide.merge(
                                                        other, SYNONYM_WEIGHT * count, Math::max)));
        return wide;
    }

    private int newSlot(String id) {
        var free = Optional.ofNullable(freeSlots.poll());
        int slot = free.orElse(idBySlot.size());
        if (free.isPresent()) {
            idBySlot.set(slot, Optional.of(id));
        } else {
            idBySlot.add(Optional.of(id));
        }
        slotById.put(id, slot);
        return slot;
    }

    private boolean drop(String id) {
        var slot = Optional.ofNullable(slotById.remove(id));
        slot.ifPresent(
                at -> {
                    stems.remove(at);
                    runs.remove(at);
                    idBySlot.set(at, Optional.empty());
                    freeSlots.push(at);
                });
        return slot.isPresent();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), TEXT_CHARS_MAX));
    }

    private static void locked(Lock lock, Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
