package dev.bestcode.librarian;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the part of a conversation that has the most of some words; of equals the latest, which
/// tells what holds now. What is in view is found last: it need not be recalled.
final class RecallSearch {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}_./-]+");

    /// A query names a handful of things.
    private static final int WORDS_MAX = 32;

    private RecallSearch() {}

    static Optional<Exchange> best(String query, List<Exchange> exchanges) {
        var words =
                Arrays.stream(BETWEEN_WORDS.split(query.toLowerCase(Locale.ROOT)))
                        .filter(word -> word.length() > 1)
                        .distinct()
                        .limit(WORDS_MAX)
                        .toList();
        var best = Optional.<Exchange>empty();
        double most = 0;
        for (var exchange : exchanges) {
            double score = score(exchange, words);
            if (score > 0 && score >= most) {
                best = Optional.of(exchange);
                most = score;
            }
        }
        return best;
    }

    /// Longer words are rarer.
    private static double score(Exchange exchange, List<String> words) {
        var text = Recall.text(exchange).toLowerCase(Locale.ROOT);
        double found =
                words.stream()
                        .filter(text::contains)
                        .mapToDouble(word -> Math.log(word.length()))
                        .sum();
        return exchange.shownTokens() > 0 && exchange.whole() ? found / 2 : found;
    }
}
