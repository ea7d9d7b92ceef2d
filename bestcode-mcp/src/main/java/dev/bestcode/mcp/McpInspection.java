package dev.bestcode.mcp;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.tool.ToolServerPlace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a server offers, as it was found when somebody looked.
/// @param tools in the server's order
/// @param prompts that people can ask for
/// @param problems a sentence for each that the server lists and that cannot be read
/// @param gone names of tools that were accepted and are there no more
public record McpInspection(
        List<Tool> tools, List<McpPrompt> prompts, List<String> problems, List<String> gone) {
    public McpInspection {
        tools = List.copyOf(tools);
        prompts = List.copyOf(prompts);
        problems = List.copyOf(problems);
        gone = List.copyOf(gone);
    }

    /// One tool.
    /// @param name the server's own
    /// @param listener that it is offered as; empty where it cannot be
    /// @param description as a model is shown it, or why it cannot be
    /// @param raw what the server says, with every character
    /// @param change against what was accepted
    public record Tool(
            String name,
            Optional<String> listener,
            String description,
            JsonObject raw,
            Sha256 sha256,
            Change change) {}

    /// Beside what was accepted before.
    public enum Change {
        NONE,
        NEW,
        CHANGED
    }

    static McpInspection of(
            ListenerSpec server, Listing listing, Optional<Pinned> kept, ToolServerPlace place) {
        var accepted = kept.map(Pinned::accepted).orElse(listing.tools());
        var tools = new ArrayList<Tool>();
        for (var tool : listing.tools()) {
            tools.add(tool(server.name(), tool, change(tool, accepted), place));
        }
        var gone =
                accepted.stream()
                        .map(Definition::name)
                        .filter(
                                name ->
                                        listing.tools().stream()
                                                .noneMatch(tool -> tool.name().equals(name)))
                        .toList();
        return new McpInspection(tools, listing.prompts(), listing.problems(), gone);
    }

    private static Change change(Definition tool, List<Definition> accepted) {
        var before = accepted.stream().filter(it -> it.name().equals(tool.name())).findFirst();
        if (before.isEmpty()) {
            return Change.NEW;
        }
        return before.get().equals(tool) ? Change.NONE : Change.CHANGED;
    }

    private static Tool tool(String server, Definition said, Change change, ToolServerPlace place) {
        try {
            var descriptor = Offered.of(server, said, place);
            return new Tool(
                    said.name(),
                    Optional.of(descriptor.name()),
                    descriptor.description(),
                    said.toJson(),
                    said.sha256(),
                    change);
        } catch (IllegalArgumentException e) {
            return new Tool(
                    said.name(),
                    Optional.empty(),
                    "left out: " + e.getMessage(),
                    said.toJson(),
                    said.sha256(),
                    change);
        }
    }
}
