package dev.bestcode.cli;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.tool.ToolServers;
import dev.bestcode.mcp.McpServers;
import dev.bestcode.security.UserToolPins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The client of the Model Context Protocol, for organisms that need it; it is not loaded for
/// others.
final class ServerConnections {
    private ServerConnections() {}

    /// @param environment read for `XDG_CONFIG_HOME` and `HOME`: what servers said is kept there
    static Optional<ToolServers> of(
            Organism organism, Map<String, String> environment, Path workspace) throws IOException {
        boolean needed =
                organism.listeners().stream()
                        .anyMatch(listener -> listener.handler().equals(HandlerNames.MCP));
        return needed ? Optional.of(servers(environment, workspace)) : Optional.empty();
    }

    static McpServers servers(Map<String, String> environment, Path workspace) throws IOException {
        return McpServers.pinning(
                UserToolPins.of(environment, workspace.toRealPath()),
                sentence -> System.err.println(Printable.of(sentence)));
    }
}
