package dev.bestcode.cli;

import picocli.CommandLine.Option;

/// The options that say which transactions are meant.
final class LsnRange {
    @Option(
            names = "--from",
            paramLabel = "LSN",
            defaultValue = "1",
            description = "The first transaction (default: ${DEFAULT-VALUE}).")
    long from = 1;

    @Option(
            names = "--to",
            paramLabel = "LSN",
            description = "The last transaction (default: the newest).")
    long to = Long.MAX_VALUE;

    /// @throws RuntimeException of the choice when nothing can lie in it
    void require(KernelChoice choice) {
        if (from < 1 || to < from) {
            throw choice.usage(
                    "--from %d --to %d holds no transaction; allowed: from 1, and no further than --to"
                            .formatted(from, to));
        }
    }
}
