package dev.bestcode.cli;

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
            description =
                    "Organism file (default: the workspace's .bestcode/organism.yaml, else the built-in one).")
    private @Nullable Path organism;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "coding",
            description = "Whose ports (default: ${DEFAULT-VALUE}).")
    String profile = "coding";

    @Option(
            names = StateOptions.WORKSPACE,
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The workspace (default: the current directory).")
    private Path workspace = Path.of(".");

    /// Those of a run here; where none would begin, there are none either.
    /// @throws UntrustedException as a run
    /// @throws IllegalArgumentException when declarations cannot all stand
    PortManager ports() throws IOException {
        var chosen = ProjectOrganism.of(organism, workspace);
        var ports = PortManager.of(chosen.trusted(System.getenv(), workspace).organism());
        var conflicts = ports.conflicts();
        if (!conflicts.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", conflicts));
        }
        return ports;
    }
}
