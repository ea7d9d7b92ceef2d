package dev.bestcode.benchmarks;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// The option that every program has: where its data lies for the time of the run.
final class DataOption {
    /// Beside the caller, for the system's own temporary folder may lie in memory, where a force
    /// costs nothing.
    @Option(
            names = "--dir",
            defaultValue = ".",
            description =
                    "Put the data in a fresh folder below this one; it is removed afterwards. Default: ${DEFAULT-VALUE}")
    private Path parent = Path.of(".");

    DataFolder folder() {
        return DataFolder.below(parent);
    }
}
