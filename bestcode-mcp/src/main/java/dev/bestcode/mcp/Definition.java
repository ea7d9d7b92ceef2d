package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;

import java.util.Optional;

/// What a server says of one of its tools, or what we say of one that stands for its resources or
/// prompts. All of it counts for the hash: a model acts on every word.
/// @param name the server's own
/// @param description as it came
/// @param input JSON Schema of the arguments, as it came
/// @param output JSON Schema of a structured result
record Definition(
        Kind kind, String name, String description, JsonObject input, Optional<JsonObject> output) {
    /// What a call of it asks the server for.
    enum Kind {
        TOOL(""),
        LIST_RESOURCES("list-resources"),
        READ_RESOURCE("read-resource"),
        LIST_PROMPTS("list-prompts"),
        GET_PROMPT("get-prompt");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /// The name of the one tool of its kind; empty for the server's own tools.
        String wireName() {
            return wireName;
        }

        private static Kind ofWireName(String name) {
            for (var kind : values()) {
                if (kind.wireName.equals(name)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("there is no kind '" + name + "'");
        }
    }

    /// A tool of the server's own.
    Definition(String name, String description, JsonObject input, Optional<JsonObject> output) {
        this(Kind.TOOL, name, description, input, output);
    }

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
        if (kind != Kind.TOOL) {
            json.put("kind", kind.wireName);
        }
        return json.build();
    }

    /// @throws IllegalArgumentException when it is not a definition's JSON
    static Definition from(JsonObject json) {
        return new Definition(
                Kind.ofWireName(json.string("kind").orElse("")),
                json.requireString("name"),
                json.requireString("description"),
                json.requireObject("input"),
                json.object("output"));
    }
}
