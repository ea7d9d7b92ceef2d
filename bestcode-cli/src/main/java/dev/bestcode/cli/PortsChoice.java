package dev.bestcode.cli;

import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.ports.PortManager;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/// The options that say whose ports are meant.
final class PortsChoice {
    @Option(
            names = "--organism",
            paramLabel = "FILE",
            description = "Organism file (default: the built-in one).")
    private @Nullable Path organism;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "coding",
            description = "Whose ports (default: ${DEFAULT-VALUE}).")
    String profile = "coding";

    /// @throws IllegalArgumentException when declarations cannot all stand
    PortManager ports() throws IOException {
        var ports =
                PortManager.of(
                        organism == null ? OrganismYaml.builtIn() : OrganismYaml.read(organism));
        var conflicts = ports.conflicts();
        if (!conflicts.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", conflicts));
        }
        return ports;
    }
}
