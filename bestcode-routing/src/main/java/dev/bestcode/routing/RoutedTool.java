package dev.bestcode.routing;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.ToolDescriptor;

/// A tool that can be found by what it does.
/// @param id what the table knows it by; unique
/// @param name as people and programs call it, often the id
/// @param inputSchema JSON Schema of the arguments, an object
public record RoutedTool(String id, String name, String description, JsonObject inputSchema) {
    public static RoutedTool of(ToolDescriptor tool) {
        return new RoutedTool(tool.name(), tool.name(), tool.description(), tool.inputSchema());
    }

    /// The members of the schema's `properties` that are schemas themselves.
    JsonObject properties() {
        return inputSchema.object("properties").orElse(JsonObject.EMPTY);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("name", name)
                .put("description", description)
                .put("input_schema", inputSchema)
                .build();
    }
}
