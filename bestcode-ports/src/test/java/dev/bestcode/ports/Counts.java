package dev.bestcode.ports;

/// How much of a long test is run: all of it with `-Dbestcode.long=true`.
final class Counts {
    private static final boolean LONG = Boolean.getBoolean("bestcode.long");

    private Counts() {}

    /// A tenth of it by default; printed, so that nobody takes one for the other.
    static int of(String what, int full) {
        int count = LONG ? full : full / 10;
        System.out.printf("%s: %,d of %,d%n", what, count, full);
        return count;
    }

    static long seed(String what) {
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        System.out.printf("%s: seed %d (-Dbestcode.seed)%n", what, seed);
        return seed;
    }
}
