package dev.bestcode.agent;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolPeer;

import java.util.List;

/// What every request of a conversation begins with.
/// @param tools their definitions
record Briefing(String systemPrompt, JsonArray tools) {
    /// Stands in a prompt for a list of the agent's tools.
    private static final String TOOL_DEFINITIONS = "{tool_definitions}";

    static Briefing of(String prompt, List<ToolPeer> tools) {
        var descriptors = tools.stream().map(ToolPeer::descriptor).toList();
        return new Briefing(
                prompt.contains(TOOL_DEFINITIONS)
                        ? prompt.replace(TOOL_DEFINITIONS, list(descriptors))
                        : prompt,
                new JsonArray(
                        descriptors.stream().map(tool -> (JsonValue) definition(tool)).toList()));
    }

    private static String list(List<ToolDescriptor> tools) {
        return tools.stream()
                .map(tool -> "\n- " + tool.name() + ": " + tool.description())
                .reduce(String::concat)
                .map(list -> "Available tools:" + list)
                .orElse("");
    }

    private static JsonObject definition(ToolDescriptor tool) {
        return JsonObject.builder()
                .put("name", tool.name())
                .put("description", tool.description())
                .put("input_schema", tool.inputSchema())
                .build();
    }
}
