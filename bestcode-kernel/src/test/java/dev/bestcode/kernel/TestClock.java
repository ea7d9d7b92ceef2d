package dev.bestcode.kernel;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test sets, in whole milliseconds; it may go backwards, but stays within a day.
final class TestClock implements InstantSource {
    private static final Instant START = Instant.ofEpochSecond(1_000_000);
    private static final int DAY_MILLIS = 80_000_000;

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void move(Chance chance) {
        now =
                switch (chance.below(8)) {
                    case 6 -> START.plusMillis(chance.below(DAY_MILLIS));
                    case 7 -> now.minusMillis(chance.below(5000));
                    default -> now.plusMillis(chance.below(1000));
                };
    }
}
