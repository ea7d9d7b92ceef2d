package dev.bestcode.embedding;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingProvider;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Plain TF-IDF over the words of a corpus: the base that other methods are measured beside.
///
/// A word is a run of letters or digits in lower case, of two characters or more, and no stop word;
/// it weighs its count times `ln(N / df) + 1`. One more dimension takes texts without a known word,
/// so that they have a direction, and one that no known text shares.
/// @see "Salton and Buckley 1988, Term-weighting approaches in automatic text retrieval"
public final class TfIdfEmbedding implements EmbeddingProvider {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int WORD_CHARS_MIN = 2;

    private final Map<String, Integer> dimensionOf = new HashMap<>();
    private final double[] weights;

    private TfIdfEmbedding(List<String> corpus) {
        var frequencies = new HashMap<String, Integer>();
        for (var text : corpus) {
            new HashSet<>(words(text)).forEach(word -> frequencies.merge(word, 1, Integer::sum));
        }
        weights = new double[frequencies.size()];
        for (var word : new TreeSet<>(frequencies.keySet())) {
            int dimension = dimensionOf.size();
            dimensionOf.put(word, dimension);
            weights[dimension] =
                    Math.log((double) corpus.size() / frequencies.getOrDefault(word, 1)) + 1;
        }
    }

    /// @param corpus whose words are known
    public static TfIdfEmbedding of(List<String> corpus) {
        return new TfIdfEmbedding(corpus);
    }

    @Override
    public int dimensions() {
        return weights.length + 1;
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        return texts.stream().map(this::embed).toList();
    }

    private Embedding embed(String text) {
        var values = new float[dimensions()];
        boolean known = false;
        for (var word : words(text)) {
            int dimension = dimensionOf.getOrDefault(word, -1);
            if (dimension >= 0) {
                values[dimension] += (float) weights[dimension];
                known = true;
            }
        }
        if (!known) {
            values[weights.length] = 1;
        }
        return Embedding.scaled(values);
    }

    private static List<String> words(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() >= WORD_CHARS_MIN)
                .filter(word -> !StopWords.contains(word))
                .toList();
    }
}
