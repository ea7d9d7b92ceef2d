package dev.bestcode.kernel;

import java.time.Duration;

/// How far the labels of transactions are believed when it comes to the age of runs.
///
/// A label that lies far ahead of the believed one may come from a wrong clock. It is believed once
/// the clock has gone on from it for an hour; a clock that is put right before that leaves the
/// labels where they are, and nothing has aged.
/// @param believedMillis the newest label that is believed
/// @param suspectMillis the first label that was too far ahead; 0 for none
record ClockTrust(long believedMillis, long suspectMillis) {
    static final ClockTrust NONE = new ClockTrust(0, 0);

    /// Longer than a kernel in use rests, as a rule; after a longer rest, runs are kept for an hour
    /// more.
    private static final long LEAP_MILLIS_MAX = Duration.ofDays(7).toMillis();

    private static final long CONFIRMED_MILLIS = Duration.ofHours(1).toMillis();

    /// @param label of the next transaction; labels never decrease
    ClockTrust after(long label) {
        boolean first = believedMillis == 0;
        if (first || believes(label)) {
            return new ClockTrust(label, 0);
        }
        if (suspectMillis == 0) {
            return new ClockTrust(believedMillis, label);
        }
        return label - suspectMillis >= CONFIRMED_MILLIS ? new ClockTrust(label, 0) : this;
    }

    boolean believes(long millis) {
        return millis - believedMillis <= LEAP_MILLIS_MAX;
    }
}
