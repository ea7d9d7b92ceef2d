package dev.bestcode.benchmarks;

import java.util.List;

/// What a threshold of fit keeps of the requests that some candidate answers, and what it lets
/// through of those that none does.
/// @param kept share of the first, in percent
/// @param falseAccepts share of the second, in percent
record Rejection(double threshold, double kept, double falseAccepts) {
    private static final double KEEP = 0.95;

    /// The threshold that keeps 95 % of the right ones of a half.
    static double threshold(RoutingTrial trial, List<RoutingSet.Request> requests, int half) {
        var fits =
                requests.stream()
                        .filter(request -> request.half() == half)
                        .filter(request -> !request.relevant().isEmpty())
                        .mapToDouble(request -> trial.fit(request).orElse(0))
                        .sorted()
                        .toArray();
        return fits[(int) ((1 - KEEP) * fits.length)];
    }

    static Rejection at(
            double threshold, RoutingTrial trial, List<RoutingSet.Request> requests, int half) {
        return new Rejection(
                threshold,
                accepted(threshold, trial, requests, half, false),
                accepted(threshold, trial, requests, half, true));
    }

    private static double accepted(
            double threshold,
            RoutingTrial trial,
            List<RoutingSet.Request> requests,
            int half,
            boolean noneFits) {
        return 100
                * requests.stream()
                        .filter(request -> request.half() == half)
                        .filter(request -> request.relevant().isEmpty() == noneFits)
                        .mapToDouble(request -> trial.fit(request).orElse(0) >= threshold ? 1 : 0)
                        .average()
                        .orElse(0);
    }
}
