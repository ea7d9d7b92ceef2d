package dev.bestcode.embedding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is counted in a text: the stems of its words, or the short runs of letters in them, which
/// forgive what stemming does not see. Both leave stop words out. Stateless.
final class Terms {
    /// Shorter runs are in every text, longer ones say what the word itself says.
    private static final int RUN_MIN = 3;

    private static final int RUN_MAX = 5;

    /// Longer ones are keys and hashes; their runs would drown the words.
    private static final int WORD_CHARS_MAX = 64;

    private Terms() {}

    static List<String> words(String text) {
        return Words.of(text).stream().filter(word -> !StopWords.contains(word)).toList();
    }

    /// Count a text's stems, `weight` each.
    static void addStems(Map<String, Double> counts, String text, double weight) {
        for (var word : words(text)) {
            counts.merge(PorterStemmer.stem(word), weight, Double::sum);
        }
    }

    /// Count the runs of letters in a text's words, whose ends are marked, `weight` each.
    static void addRuns(Map<String, Double> counts, String text, double weight) {
        for (var word : words(text)) {
            var marked = "<" + word.substring(0, Math.min(word.length(), WORD_CHARS_MAX)) + ">";
            for (int length = RUN_MIN; length <= RUN_MAX; length++) {
                for (int at = 0; at + length <= marked.length(); at++) {
                    counts.merge(marked.substring(at, at + length), weight, Double::sum);
                }
            }
        }
    }

    static Map<String, Double> stems(String text) {
        var counts = new LinkedHashMap<String, Double>();
        addStems(counts, text, 1);
        return counts;
    }

    static Map<String, Double> runs(String text) {
        var counts = new LinkedHashMap<String, Double>();
        addRuns(counts, text, 1);
        return counts;
    }
}
