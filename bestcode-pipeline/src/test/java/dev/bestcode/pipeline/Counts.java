package dev.bestcode.pipeline;

/// How much of a long test is run: all of it with `-Dbestcode.long=true`, else a tenth.
final class Counts {
    private static final boolean LONG = Boolean.getBoolean("bestcode.long");

    private Counts() {}

    static int of(int full) {
        return LONG ? full : full / 10;
    }

    /// Say what a test has covered and from which seed, so that a report shows it.
    static void print(String covered, long seed) {
        System.out.println("counts: " + covered + ", seed " + seed);
    }
}
