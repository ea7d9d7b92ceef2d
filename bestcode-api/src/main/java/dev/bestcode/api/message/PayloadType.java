package dev.bestcode.api.message;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import java.util.regex.Pattern;

/// A kind of payload.
/// @param tag its name on the wire, such as `AgentTask`: a letter, then up to 127 of `A-Z a-z 0-9
/// _`
/// @param schema JSON Schema 2020-12 that every payload with this tag is checked against
public record PayloadType(String tag, JsonObject schema) {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");

    public PayloadType {
        if (!GRAMMAR.matcher(tag).matches()) {
            throw new IllegalArgumentException(
                    "payload tag is '"
                            + tag
                            + "'; allowed: a letter, then up to 127 of A-Z a-z 0-9 _");
        }
    }

    /// By its tag alone, which nearly always tells it from another: a schema is large.
    @Override
    public int hashCode() {
        return tag.hashCode();
    }

    /// @param schema as JSON text
    public static PayloadType of(String tag, String schema) {
        return new PayloadType(tag, Json.parseObject(schema));
    }
}
