package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is kept of a server: its tools as a person last accepted them, and as it listed them since,
/// where that is something else.
/// @param prompts as it listed them when a person last looked; nothing is asked for their sake,
///     because only people are shown them
record Pinned(List<Definition> accepted, Optional<List<Definition>> seen, List<McpPrompt> prompts) {
    Pinned {
        prompts = List.copyOf(prompts);
        accepted = List.copyOf(accepted);
        seen = seen.map(List::copyOf);
    }

    /// What a person accepts by looking.
    static Pinned of(Listing listing) {
        return new Pinned(listing.tools(), Optional.empty(), listing.prompts());
    }

    /// Tells a server from one of the same name that is another program or stands elsewhere.
    static String key(ListenerSpec server) {
        var way =
                switch (server.mcp().orElseThrow().transport()) {
                    case McpSpec.Command(var words, _) -> JsonArray.ofStrings(words);
                    case McpSpec.Http(var url, _) -> JsonArray.ofStrings(List.of(url.toString()));
                };
        return server.name() + " " + Sha256.of(Json.canonical(way)).hex();
    }

    /// Those that are offered.
    List<Definition> current() {
        return seen.orElse(accepted);
    }

    /// What is other than a person accepted; empty where nothing is.
    Optional<String> change(String server, Definition tool) {
        var before = accepted.stream().filter(it -> it.name().equals(tool.name())).findFirst();
        if (before.filter(tool::equals).isPresent()) {
            return Optional.empty();
        }
        var what =
                before.isEmpty()
                        ? "is new since you looked at the server"
                        : before.get().description().equals(tool.description())
                                ? "has another schema than when you looked"
                                : "says of itself: %s; when you looked it said: %s"
                                        .formatted(
                                                quoted(tool.description()),
                                                quoted(before.get().description()));
        return Optional.of(
                "server '%s': tool '%s' %s (sha256 %s). It is asked about until 'bestcode mcp pin %s'"
                        .formatted(server, tool.name(), what, tool.sha256().hex(), server));
    }

    private static String quoted(String text) {
        return "\"" + SafeText.line(text, Bounds.SENTENCE_CHARS_MAX) + "\"";
    }

    /// The same with what the server lists now.
    Pinned listing(List<Definition> now) {
        return new Pinned(
                accepted, now.equals(accepted) ? Optional.empty() : Optional.of(now), prompts);
    }

    JsonObject toJson() {
        var json = JsonObject.builder().put("accepted", array(accepted));
        seen.ifPresent(tools -> json.put("seen", array(tools)));
        if (!prompts.isEmpty()) {
            json.put(
                    "prompts",
                    new JsonArray(List.copyOf(prompts.stream().map(McpPrompt::toJson).toList())));
        }
        return json.build();
    }

    private static JsonArray array(List<Definition> tools) {
        return new JsonArray(List.copyOf(tools.stream().map(Definition::toJson).toList()));
    }

    /// @throws IllegalArgumentException when it is not what was kept
    static Pinned from(JsonObject json) {
        return new Pinned(
                definitions(json.requireArray("accepted")),
                json.array("seen").map(Pinned::definitions),
                json.array("prompts").map(Pinned::prompts).orElse(List.of()));
    }

    private static List<Definition> definitions(JsonArray array) {
        var all = new ArrayList<Definition>();
        for (JsonValue value : array.values()) {
            if (!(value instanceof JsonObject object)) {
                throw new IllegalArgumentException("a tool that is kept is no object");
            }
            all.add(Definition.from(object));
        }
        return all;
    }

    private static List<McpPrompt> prompts(JsonArray array) {
        return array.values().stream()
                .filter(JsonObject.class::isInstance)
                .map(value -> McpPrompt.from((JsonObject) value))
                .toList();
    }
}
