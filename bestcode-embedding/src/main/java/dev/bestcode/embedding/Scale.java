package dev.bestcode.embedding;

/// Where the scores of all entries lie, so that scores of different kinds can be added.
///
/// Sums are of whole numbers, because those of floating-point numbers would depend on the order in
/// which entries came.
/// @param deviation 0 when all are equal
record Scale(double mean, double deviation) {
    /// Steps between 0 and 1. Fine enough to rank by, and the squares of 2³¹ scores still fit.
    private static final int STEPS = 1 << 16;

    /// @param scores those of empty slots are 0
    /// @param count how many are of entries
    static Scale of(double[] scores, int count) {
        long sum = 0;
        long squares = 0;
        for (double score : scores) {
            long steps = Math.round(score * STEPS);
            sum += steps;
            squares += steps * steps;
        }
        if (count == 0) {
            return new Scale(0, 0);
        }
        double mean = (double) sum / count;
        double variance = Math.max(0, (double) squares / count - mean * mean);
        return new Scale(mean / STEPS, Math.sqrt(variance) / STEPS);
    }

    /// How many deviations a score lies above the mean.
    double standard(double score) {
        return deviation == 0 ? 0 : (score - mean) / deviation;
    }
}
