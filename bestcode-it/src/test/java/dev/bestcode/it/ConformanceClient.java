package dev.bestcode.it;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolPins;
import dev.bestcode.mcp.McpServers;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.ServerPlaces;
import dev.bestcode.testkit.NoRights;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that the protocol's conformance suite starts with the address of a server: it looks at
/// the server, and calls each tool that it offers. A person who is asked something says yes.
final class ConformanceClient {
    private ConformanceClient() {}

    public static void main(String[] args) throws InterruptedException {
        var server =
                ListenerSpec.server(
                        "suite",
                        "A server",
                        new McpSpec(
                                new McpSpec.Http(URI.create(args[args.length - 1]), Map.of()),
                                Optional.empty(),
                                List.of(),
                                new McpSpec.Limits(60, 60, 50, 128)));
        var organism = Organism.named("o").listener(server).build();
        try (var places = ServerPlaces.of(BestCode.builder().organism(organism));
                var servers = McpServers.pinning(ToolPins.inMemory(), ConformanceClient::say)) {
            for (var offer : servers.offers(server, places.place("suite"))) {
                var tool = offer.tool();
                var schema = Json.text(tool.descriptor().inputSchema());
                var outcome =
                        tool.call(
                                new ToolCall(
                                        Json.parseObject(
                                                schema.contains("\"a\"")
                                                        ? "{\"a\":2,\"b\":40}"
                                                        : "{}"),
                                        new RunId("r-1"),
                                        "coding",
                                        new NoRights(),
                                        _ -> {},
                                        Provenance.EMPTY,
                                        _ -> {},
                                        _ -> ApprovalAnswer.allow("me", ApprovalScope.ONCE)));
                say(tool.descriptor().name() + ": " + outcome.text());
            }
        }
    }

    private static void say(String sentence) {
        System.err.println(sentence);
    }
}
