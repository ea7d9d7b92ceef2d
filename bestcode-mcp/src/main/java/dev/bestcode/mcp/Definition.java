package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;

import java.util.Optional;

/// What a server says of one of its tools. All of it counts for the hash: a model acts on every
/// word.
/// @param name the server's own
/// @param description as it came
/// @param input JSON Schema of the arguments, as it came
/// @param output JSON Schema of a structured result
record Definition(String name, String description, JsonObject input, Optional<JsonObject> output) {
    /// Of its canonical form.
    Sha256 sha256() {
        return Sha256.of(Json.canonical(toJson()));
    }

    JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("name", name)
                        .put("description", description)
                        .put("input", input);
        output.ifPresent(schema -> json.put("output", schema));
        return json.build();
    }

    /// @throws IllegalArgumentException when it is not a definition's JSON
    static Definition from(JsonObject json) {
        return new Definition(
                json.requireString("name"),
                json.requireString("description"),
                json.requireObject("input"),
                json.object("output"));
    }
}
