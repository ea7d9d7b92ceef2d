package dev.bestcode.cli;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.api.tool.ToolServers;
import dev.bestcode.mcp.McpException;
import dev.bestcode.mcp.McpServers;
import dev.bestcode.organism.OrganismFile;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.ServerPlaces;
import dev.bestcode.security.UserToolPins;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

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

    /// What is done with a server and the place that it gets.
    interface Use<T> {
        T of(McpServers servers, ToolServerPlace place) throws McpException, InterruptedException;
    }

    /// Do something with a server without a system running; its program is in the sandbox of the
    /// workspace.
    /// @param name of its listener
    static <T> T with(
            OrganismFile file,
            StateOptions state,
            Map<String, String> environment,
            String name,
            Use<T> use)
            throws IOException, McpException, InterruptedException {
        var parts =
                BestCode.builder()
                        .organism(file)
                        .environment(environment)
                        .tools(NativeTools.in(Workspace.at(state.workspace)))
                        .stateIn(state.directory(environment));
        try (var places = ServerPlaces.of(parts);
                var servers = servers(environment, state.workspace)) {
            return use.of(servers, places.place(name));
        }
    }
}
