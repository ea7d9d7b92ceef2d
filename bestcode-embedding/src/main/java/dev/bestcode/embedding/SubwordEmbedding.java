package dev.bestcode.embedding;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingProvider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Vectors without a corpus: stems and runs of letters, hashed into a fixed number of dimensions.
/// What two texts share brings them together; what neither shares cancels out on average, since
/// each term's sign is drawn by its hash.
///
/// Texts that nobody has seen before, and identifiers, have a place as any other. A text without a
/// word has the first dimension to itself.
/// @see "Weinberger et al. 2009, Feature hashing for large scale multitask learning"
public final class SubwordEmbedding implements EmbeddingProvider {
    /// Few enough to compare thousands in a millisecond, enough to keep a paragraph's terms apart.
    private static final int DIMENSIONS = 1_024;

    /// A word has many runs and one stem; together they shall not outweigh it.
    private static final double RUN_WEIGHT = 0.3;

    /// Read as far as this; a vector of more than a few pages is near everything.
    private static final int TEXT_CHARS_MAX = 1 << 16;

    private final int dimensions;

    private SubwordEmbedding(int dimensions) {
        this.dimensions = dimensions;
    }

    public static SubwordEmbedding create() {
        return new SubwordEmbedding(DIMENSIONS);
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        return texts.stream().map(this::embed).toList();
    }

    private Embedding embed(String text) {
        var head = text.substring(0, Math.min(text.length(), TEXT_CHARS_MAX));
        var values = new float[dimensions];
        Map<String, Double> stems = new LinkedHashMap<>();
        Terms.addStems(stems, head, 1);
        add(values, stems, 1, 'w');
        Map<String, Double> runs = new LinkedHashMap<>();
        Terms.addRuns(runs, head, 1);
        add(values, runs, RUN_WEIGHT, 'r');
        if (isZero(values)) {
            values[0] = 1;
        }
        return Embedding.scaled(values);
    }

    /// The first dimension is left alone.
    private void add(float[] values, Map<String, Double> counts, double weight, char kind) {
        counts.forEach(
                (term, count) -> {
                    int hash = mixed(term.hashCode() * 31 + kind);
                    int at = 1 + Math.floorMod(hash >>> 1, dimensions - 1);
                    double value = weight * Math.log1p(count);
                    values[at] += (float) ((hash & 1) == 0 ? value : -value);
                });
    }

    /// Spread the bits; a string's own hash leaves the high ones of short words empty.
    private static int mixed(int hash) {
        int spread = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        spread = (spread ^ (spread >>> 13)) * 0xc2b2ae35;
        return spread ^ (spread >>> 16);
    }

    private static boolean isZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
