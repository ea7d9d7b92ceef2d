package dev.bestcode.api.tool;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.PayloadType;

import java.util.regex.Pattern;

/// A tool as a model is shown it.
/// @param name the listener's name: 1 to 64 of `a-z 0-9 - _`, starting with a letter
/// @param inputSchema JSON Schema 2020-12 of the arguments, an object
public record ToolDescriptor(String name, String description, JsonObject inputSchema) {
    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    public ToolDescriptor {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "tool name is '" + name + "'; allowed: a letter, then up to 63 of a-z 0-9 - _");
        }
    }

    /// @param inputSchema as JSON text
    public static ToolDescriptor of(String name, String description, String inputSchema) {
        return new ToolDescriptor(name, description, Json.parseObject(inputSchema));
    }

    public static boolean isName(String name) {
        return GRAMMAR.matcher(name).matches();
    }

    /// The tag of a tool's requests: `file-read` takes a `FileReadRequest`.
    public static String payloadTag(String toolName) {
        var tag = new StringBuilder();
        boolean begins = true;
        for (int at = 0; at < toolName.length(); at++) {
            char c = toolName.charAt(at);
            boolean between = c == '-' || c == '_';
            if (!between) {
                tag.append(begins ? Character.toUpperCase(c) : c);
            }
            begins = between;
        }
        return tag.append("Request").toString();
    }

    public PayloadType payloadType() {
        return new PayloadType(payloadTag(name), inputSchema);
    }
}
