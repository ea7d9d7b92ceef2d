package dev.bestcode.organism;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;

import java.util.Collection;
import java.util.Optional;

/// Finds the word that was probably meant.
/// @see "Winkler 1990, String comparator metrics"
final class Suggestion {
    /// Lets one slip of a short word and two of a long one through, and no two words of the
    /// vocabulary.
    private static final double SIMILARITY_MIN = 0.82;

    /// A longer word is no slip of the finger, and comparing costs the product of the lengths.
    private static final int WORD_CHARS_MAX = 64;

    /// Bounds the cost where a hostile file declares many names.
    private static final int CANDIDATES_MAX = 1_000;

    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private Suggestion() {}

    /// The candidate nearest to the word, the first of equals; empty when none is near.
    static Optional<String> of(String word, Collection<String> candidates) {
        if (word.length() > WORD_CHARS_MAX) {
            return Optional.empty();
        }
        Optional<String> best = Optional.empty();
        double bestSimilarity = SIMILARITY_MIN;
        for (var candidate : candidates.stream().limit(CANDIDATES_MAX).toList()) {
            double similarity = similarity(word, candidate);
            if (similarity > bestSimilarity) {
                best = Optional.of(candidate);
                bestSimilarity = similarity;
            }
        }
        return best;
    }

    private static double similarity(String word, String candidate) {
        return candidate.length() > WORD_CHARS_MAX ? 0 : SIMILARITY.apply(word, candidate);
    }
}
