package dev.bestcode.cli;

import picocli.CommandLine.Option;

/// The same, and whose rights hold.
class RightsOptions extends OrganismOptions {
    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "coding",
            description = "Whose rights it has (default: ${DEFAULT-VALUE}).")
    String profile = "coding";
}
