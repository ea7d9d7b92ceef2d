package dev.bestcode.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/// The option that says how what is listed is written to standard output.
final class OutputOption {
    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "text or json (default: json in a pipe).")
    private @Nullable ListOutput output;

    ListOutput chosen() {
        return ListOutput.chosen(output);
    }

    SafeLines lines() {
        return new SafeLines(chosen(), System.out);
    }
}
