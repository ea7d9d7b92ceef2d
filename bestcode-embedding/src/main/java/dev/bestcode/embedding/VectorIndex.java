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

    /// What comes later says little more of what something is for, and some models read no more.
    private static final int TEXT_CHARS_MAX = 8_192;

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
        putAll(List.of(entry));
    }

    /// Add or replace several with one question to the provider.
    void putAll(List<Entry> entries) {
        var texts = entries.stream().map(VectorIndex::texts).toList();
        var rows = provider.embed(texts.stream().flatMap(List::stream).toList());
        int row = 0;
        for (int i = 0; i < entries.size(); i++) {
            int count = texts.get(i).size();
            vectors.put(entries.get(i).id(), rows.subList(row, row + count));
            row += count;
        }
    }

    private static List<String> texts(Entry entry) {
        var fields =
                entry.fields().stream()
                        .filter(field -> field.weight() > 0)
                        .map(Field::text)
                        .collect(Collectors.joining("\n"));
        return Stream.concat(Stream.of(fields), entry.requests().stream())
                .map(VectorIndex::cut)
                .toList();
    }

    private static String cut(String text) {
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX);
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
        var asked = provider.embed(List.of(cut(query))).getFirst();
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
