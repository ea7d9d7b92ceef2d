package dev.bestcode.benchmarks;

import picocli.CommandLine.Option;

/// The figures of a program for the one that started it, as lines beside the tables.
final class Report {
    /// Between a figure's name and that of the peer whose it is.
    static final String OF = "-of-";

    @Option(names = "--report", hidden = true)
    private boolean wanted;

    /// @param name words of small letters, with dashes between them
    /// @param value in the smallest unit: nanoseconds, bytes, hundredths
    void add(String name, long value) {
        if (wanted) {
            ChildJvm.answer(name, value);
        }
    }

    /// The same figure of somebody else.
    void add(String name, String peer, long value) {
        add(name + OF + peer, value);
    }
}
