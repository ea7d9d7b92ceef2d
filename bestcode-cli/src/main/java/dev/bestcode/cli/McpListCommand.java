package dev.bestcode.cli;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.organism.OrganismFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestcode mcp list`: the servers, without starting one.
@Command(
        name = "list",
        description = "List the servers, how they are reached and in which profiles they are.",
        footer = {
            "",
            "Example:",
            "  bestcode mcp list --organism team.yaml    without starting one"
        })
final class McpListCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private McpChoice choice = new McpChoice();
    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        var file = choice.file();
        var lines = output.lines();
        if (McpChoice.among(file).isEmpty()) {
            System.err.println(
                    "The organism names no server: a listener with 'handler: mcp' is one (docs/mcp.md).");
        }
        try (var servers = choice.servers()) {
            for (var server : McpChoice.among(file)) {
                var accepted = servers.accepted(server);
                var profiles = profiles(file, server);
                lines.line(
                        "%-12s %s%n             %s; profiles: %s"
                                .formatted(
                                        server.name(),
                                        Printable.of(way(server)),
                                        accepted.map("%d tools accepted"::formatted)
                                                .orElse("never looked at"),
                                        profiles.isEmpty() ? "none" : String.join(", ", profiles)),
                        JsonObject.builder()
                                .put("server", server.name())
                                .put("way", way(server))
                                .put("accepted", accepted.orElse(-1))
                                .put("profiles", JsonArray.ofStrings(profiles))
                                .build());
            }
        }
        return ExitCode.OK;
    }

    static String way(ListenerSpec server) {
        return switch (server.mcp().orElseThrow().transport()) {
            case McpSpec.Command(var words, _) -> String.join(" ", words);
            case McpSpec.Http(var url, _) -> url.toString();
        };
    }

    private static List<String> profiles(OrganismFile file, ListenerSpec server) {
        return file.organism().profiles().stream()
                .filter(profile -> profile.listeners().contains(server.name()))
                .map(profile -> profile.name())
                .toList();
    }
}
