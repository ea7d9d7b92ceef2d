package dev.bestcode.cli;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.mcp.McpException;
import dev.bestcode.mcp.McpInspection;
import dev.bestcode.mcp.McpServers;
import dev.bestcode.organism.OrganismFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The options that say which organism's servers are meant.
final class McpChoice {
    @Option(
            names = "--organism",
            paramLabel = "FILE",
            description = "Organism (default: .bestcode/organism.yaml, if any).")
    private @Nullable Path organism;

    @Mixin private StateOptions state = new StateOptions();

    /// What is done with a server and the place that it gets.
    interface Look {
        McpInspection at(McpServers servers, ListenerSpec server, ToolServerPlace place)
                throws McpException, InterruptedException;
    }

    /// Those that count: of files that the user has not trusted none does.
    OrganismFile file() throws IOException {
        state.requireWorkspace(System.getenv());
        return ProjectOrganism.of(organism, state.workspace)
                .trusted(System.getenv(), state.workspace);
    }

    McpServers servers() throws IOException {
        return ServerConnections.servers(System.getenv(), state.workspace);
    }

    static List<ListenerSpec> among(OrganismFile file) {
        return file.organism().listeners().stream()
                .filter(listener -> listener.mcp().isPresent())
                .toList();
    }

    /// @throws IllegalArgumentException when no server has that name
    McpInspection look(String name, Look look)
            throws IOException, McpException, InterruptedException {
        var file = file();
        var server =
                among(file).stream()
                        .filter(listener -> listener.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no server '%s'; %s"
                                                        .formatted(name, present(file))));
        return ServerConnections.with(
                file,
                state,
                System.getenv(),
                name,
                (servers, place) -> look.at(servers, server, place));
    }

    /// The servers that there are, in words.
    private static String present(OrganismFile file) {
        var names = among(file).stream().map(ListenerSpec::name).toList();
        return names.isEmpty()
                ? "the organism names none: a listener with 'handler: mcp' is one (docs/mcp.md)"
                : "there are: " + String.join(", ", names);
    }
}
