package dev.bestcode.embedding;

import dev.bestcode.api.embedding.EmbeddingException;
import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.embedding.TextIndex;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// Finds by words, and by meaning as far as a provider elsewhere answers. Entries are embedded when
/// the first query comes, so that nothing is sent before it; when the provider fails, words alone
/// decide, and it is left in peace for a while.
///
/// The two rankings are fused by rank, because their scores mean nothing beside one another. An
/// entry fits as it does by its words, or by its cosine where that is high enough.
/// @see "Cormack, Clarke and Buettcher 2009, reciprocal rank fusion"
public final class MeaningIndex implements TextIndex {
    /// Of the paper: how much less the second is worth than the first.
    private static final double RANK_OFFSET = 60;

    /// Who waits for a tool does not wait for a provider that is down each time.
    private static final Duration PEACE = Duration.ofMinutes(1);

    private static final int ENTRIES_AT_ONCE = 64;

    private static final Comparator<Match> BEST_FIRST =
            Comparator.comparingDouble(Match::score).reversed().thenComparing(Match::id);

    private final LexicalIndex words = new LexicalIndex();
    private final VectorIndex meanings;
    private final double fitMin;
    private final InstantSource clock;

    /// Held over a request: whoever comes meanwhile would send the same.
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Entry> pending = new LinkedHashMap<>();
    private long peaceUntilMillis = Long.MIN_VALUE;

    private MeaningIndex(EmbeddingProvider provider, double fitMin, InstantSource clock) {
        this.meanings = VectorIndex.over(provider);
        this.fitMin = fitMin;
        this.clock = clock;
    }

    /// @param fitMin the cosine from which an entry fits by meaning alone, 0 to 1
    public static MeaningIndex over(
            EmbeddingProvider provider, double fitMin, InstantSource clock) {
        return new MeaningIndex(provider, fitMin, clock);
    }

    @Override
    public void put(Entry entry) {
        words.put(entry);
        lock.lock();
        try {
            pending.put(entry.id(), entry);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean remove(String id) {
        lock.lock();
        try {
            pending.remove(id);
            meanings.remove(id);
        } finally {
            lock.unlock();
        }
        return words.remove(id);
    }

    @Override
    public int size() {
        return words.size();
    }

    @Override
    public List<Match> search(String query, Predicate<String> among, int limit) {
        var byWords = words.search(query, among, atLeastOne(size()));
        var byMeaning = byMeaning(query, among);
        return byMeaning.isEmpty()
                ? byWords.stream().limit(limit).toList()
                : fused(byWords, byMeaning).stream().limit(limit).toList();
    }

    @Override
    public boolean asksElsewhere() {
        return true;
    }

    /// None while the provider does not answer.
    private List<Match> byMeaning(String query, Predicate<String> among) {
        lock.lock();
        try {
            if (clock.millis() < peaceUntilMillis) {
                return List.of();
            }
            embedPending();
            return meanings.search(query, among, atLeastOne(meanings.size()));
        } catch (EmbeddingException down) {
            peaceUntilMillis = clock.millis() + PEACE.toMillis();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /// In parts, so that what was answered is kept when the next part fails.
    private void embedPending() {
        while (!pending.isEmpty()) {
            var part = pending.values().stream().limit(ENTRIES_AT_ONCE).toList();
            meanings.putAll(part);
            part.forEach(entry -> pending.remove(entry.id()));
        }
    }

    private static int atLeastOne(int size) {
        return Math.max(1, size);
    }

    private List<Match> fused(List<Match> byWords, List<Match> byMeaning) {
        Map<String, Double> scores = new HashMap<>();
        Map<String, Double> fits = new HashMap<>();
        for (var ranking : List.of(byWords, byMeaning)) {
            for (int rank = 0; rank < ranking.size(); rank++) {
                var match = ranking.get(rank);
                // Whoever has nothing in common with the query has no rank among those who have.
                double worth = match.fit() > 0 ? 1 / (RANK_OFFSET + rank + 1) : 0;
                scores.merge(match.id(), worth, Double::sum);
            }
        }
        byWords.forEach(match -> fits.put(match.id(), match.fit()));
        byMeaning.stream()
                .filter(match -> match.fit() >= fitMin)
                .forEach(match -> fits.merge(match.id(), match.fit(), Math::max));
        var matches = new ArrayList<Match>();
        scores.forEach(
                (id, score) -> matches.add(new Match(id, score, fits.getOrDefault(id, 0.0))));
        matches.sort(BEST_FIRST);
        return matches;
    }
}
