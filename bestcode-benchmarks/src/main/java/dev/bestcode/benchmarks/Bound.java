package dev.bestcode.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a figure has to keep to.
sealed interface Bound {
    /// As a document has it.
    String text(FigureUnit unit);

    /// @param peers the same figure of others, by their names
    /// @return empty when the peer that it is about was not measured
    Optional<Boolean> isKept(FigureUnit unit, long ours, Map<String, Long> peers);

    /// The peer that the ratio is taken over; empty for the best of them.
    default Optional<String> peer() {
        return Optional.empty();
    }

    /// No more than that, whoever else does what.
    record AtMost(double limit) implements Bound {
        @Override
        public String text(FigureUnit unit) {
            return "<= " + unit.bound(limit);
        }

        @Override
        public Optional<Boolean> isKept(FigureUnit unit, long ours, Map<String, Long> peers) {
            return Optional.of(unit.in(ours) <= limit);
        }
    }

    /// Between these multiples of a peer's figure of the same run.
    record TimesOf(String of, double least, double most) implements Bound {
        static TimesOf atMost(double times, String peer) {
            return new TimesOf(peer, 0, times);
        }

        static TimesOf atLeast(double times, String peer) {
            return new TimesOf(peer, times, Double.MAX_VALUE);
        }

        @Override
        public String text(FigureUnit unit) {
            boolean above = least > 0;
            return String.format(
                    Locale.ROOT, "%s %s of %s", above ? ">=" : "<=", above ? least : most, of);
        }

        @Override
        public Optional<Boolean> isKept(FigureUnit unit, long ours, Map<String, Long> peers) {
            return Optional.ofNullable(peers.get(of))
                    .map(theirs -> (double) ours / Math.max(1, theirs))
                    .map(ratio -> ratio >= least && ratio <= most);
        }

        @Override
        public Optional<String> peer() {
            return Optional.of(of);
        }
    }
}
