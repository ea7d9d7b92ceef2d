package dev.bestcode.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How well a ranking puts the right ones first, in percent over some requests.
record RankScores(double hitAt1, double recallAt5, double ndcgAt10, int requests) {
    static final int DEPTH = 10;
    private static final int RECALL_DEPTH = 5;

    /// Adds requests up. Not safe for several threads.
    static final class Sum {
        private double hits;
        private double recall;
        private double ndcg;
        private int requests;

        /// @param ranked names, the best first, each once
        void add(List<String> ranked, Set<String> right) {
            requests++;
            hits += !ranked.isEmpty() && right.contains(ranked.getFirst()) ? 1 : 0;
            recall +=
                    (double) ranked.stream().limit(RECALL_DEPTH).filter(right::contains).count()
                            / right.size();
            double gain = 0;
            double best = 0;
            for (int i = 0; i < DEPTH; i++) {
                double weight = Math.log(2) / Math.log(i + 2);
                gain += i < ranked.size() && right.contains(ranked.get(i)) ? weight : 0;
                best += i < right.size() ? weight : 0;
            }
            ndcg += gain / best;
        }

        RankScores scores() {
            double percent = 100.0 / Math.max(1, requests);
            return new RankScores(hits * percent, recall * percent, ndcg * percent, requests);
        }
    }

    String text() {
        return String.format(Locale.ROOT, "%.1f / %.1f / %.1f", hitAt1, recallAt5, ndcgAt10);
    }
}
