package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.mcp.Definition.Kind;

import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The tools that stand for what a server has besides tools. Their words are ours; what the server
/// says of its resources and prompts is what they answer, and data.
final class OwnTools {
    private static final Definition LIST_RESOURCES =
            tool(
                    Kind.LIST_RESOURCES,
                    "Lists what can be read from it: addresses (URI) with names, then patterns of"
                            + " addresses.",
                    """
                    {"type":"object","additionalProperties":false,"properties":{
                      "from":{"type":"integer","minimum":0,
                        "description":"How many to skip; an answer that is not all says where to go on."}}}
                    """);

    private static final Definition READ_RESOURCE =
            tool(
                    Kind.READ_RESOURCE,
                    "Reads one of its resources.",
                    """
                    {"type":"object","required":["uri"],"additionalProperties":false,"properties":{
                      "uri":{"type":"string","minLength":1,"maxLength":2000,
                        "description":"An address from its list, or one that fits a pattern of it."}}}
                    """);

    private static final Definition LIST_PROMPTS =
            tool(
                    Kind.LIST_PROMPTS,
                    "Lists its prompts, which are texts with places to fill, and their arguments.",
                    """
                    {"type":"object","additionalProperties":false,"properties":{
                      "from":{"type":"integer","minimum":0,
                        "description":"How many to skip; an answer that is not all says where to go on."}}}
                    """);

    private static final Definition GET_PROMPT =
            tool(
                    Kind.GET_PROMPT,
                    "Shows one of its prompts, filled in.",
                    """
                    {"type":"object","required":["name"],"additionalProperties":false,"properties":{
                      "name":{"type":"string","minLength":1,"maxLength":128},
                      "arguments":{"type":"object","additionalProperties":{"type":"string"}}}}
                    """);

    private OwnTools() {}

    private static Definition tool(Kind kind, String description, String input) {
        return new Definition(
                kind, kind.wireName(), description, Json.parseObject(input), Optional.empty());
    }

    /// The listing with those for what the server can besides. One of its own tools that comes to
    /// the same name stays, and ours is not there.
    static Listing added(Listing listing, ServerCapabilities can) {
        var taken = new HashSet<String>();
        listing.tools().forEach(tool -> taken.add(OfferedName.words(tool.name())));
        var tools = new ArrayList<>(listing.tools());
        var problems = new ArrayList<>(listing.problems());
        for (var own : of(can)) {
            if (taken.contains(own.name())) {
                problems.add(
                        "it has a tool '%s', so there is none of that name for its %s"
                                .formatted(own.name(), subject(own.kind())));
            } else {
                tools.add(own);
            }
        }
        return new Listing(tools, listing.prompts(), problems);
    }

    private static List<Definition> of(ServerCapabilities can) {
        var tools = new ArrayList<Definition>();
        if (can.resources() != null) {
            tools.add(LIST_RESOURCES);
            tools.add(READ_RESOURCE);
        }
        if (can.prompts() != null) {
            tools.add(LIST_PROMPTS);
            tools.add(GET_PROMPT);
        }
        return tools;
    }

    private static String subject(Kind kind) {
        return switch (kind) {
            case TOOL -> "tools";
            case LIST_RESOURCES, READ_RESOURCE -> "resources";
            case LIST_PROMPTS, GET_PROMPT -> "prompts";
        };
    }
}
