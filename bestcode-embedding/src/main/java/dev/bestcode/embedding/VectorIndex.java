package dev.bestcode.embedding;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.embedding.TextIndex;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds entries by the cosine between vectors, whatever provider they come from. An entry has one
/// vector for its fields together, and one for each request; the nearest counts.
///
/// The weight of a field does not: a vector is of one text. Its methods throw what the provider
/// throws, and then have changed nothing.
public final class VectorIndex implements TextIndex {
    private static final Comparator<Match> BEST_FIRST =
            Comparator.comparingDouble(Match::score).reversed().thenComparing(Match::id);

    private final EmbeddingProvider provider;
    private final Map<String, List<Embedding>> vectors = new ConcurrentHashMap<>();

    private VectorIndex(EmbeddingProvider provider) {
        this.provider = provider;
    }

    public static VectorIndex over(EmbeddingProvider provider) {
        return new VectorIndex(provider);
    }

    @Override
    public void put(Entry entry) {
        var fields =
                entry.fields().stream()
                        .filter(field -> field.weight() > 0)
                        .map(Field::text)
                        .collect(Collectors.joining("\n"));
        var texts = Stream.concat(Stream.of(fields), entry.requests().stream()).toList();
        vectors.put(entry.id(), provider.embed(texts));
    }

    @Override
    public boolean remove(String id) {
        return Optional.ofNullable(vectors.remove(id)).isPresent();
    }

    @Override
    public int size() {
        return vectors.size();
    }

    @Override
    public List<Match> search(String query, Predicate<String> among, int limit) {
        var asked = provider.embed(List.of(query)).getFirst();
        return vectors.entrySet().stream()
                .filter(entry -> among.test(entry.getKey()))
                .map(entry -> match(entry.getKey(), entry.getValue(), asked))
                .sorted(BEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static Match match(String id, List<Embedding> vectors, Embedding asked) {
        double nearest = vectors.stream().mapToDouble(asked::cosine).max().orElse(0);
        return new Match(id, nearest, Math.clamp(nearest, 0, 1));
    }
}
