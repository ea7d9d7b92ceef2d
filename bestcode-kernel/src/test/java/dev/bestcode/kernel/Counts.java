package dev.bestcode.kernel;

/// How much of a long test is run: all of it with `-Dbestcode.long=true`.
final class Counts {
    static final boolean LONG = Boolean.getBoolean("bestcode.long");

    private Counts() {}

    static int of(int full, int quick) {
        return LONG ? full : quick;
    }

    /// Say what a test has covered, so that a report shows it.
    static void print(String covered) {
        System.out.println("counts: " + covered);
    }
}
