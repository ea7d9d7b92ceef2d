package dev.bestcode.agent;

import static java.util.stream.Collectors.joining;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.SchemaValidator;

import java.util.Optional;

/// The last words of a task.
/// @param text what they come to, when there is nothing wrong with them
/// @param problem what is wrong, to follow "the answer"; empty when nothing is
/// @param correction what the model is to do about it
record FinalAnswer(String text, String problem, String correction) {
    /// What a model can mend at a time.
    private static final int PROBLEMS_MAX = 10;

    private static final String FENCE = "```";

    static String wanted(JsonObject schema) {
        return "Answer in the end with one JSON value that fits this JSON Schema, and nothing else:\n"
                + Json.text(schema);
    }

    /// @param schema of the answer, where that is to be JSON; any words do otherwise
    static FinalAnswer of(String said, Optional<JsonObject> schema, SchemaValidator validator) {
        if (schema.isPresent()) {
            return of(said, schema.get(), validator);
        }
        return said.isBlank()
                ? new FinalAnswer(
                        said,
                        "is empty",
                        "Your answer was empty. If the task is done, say what came of it; if not, go on with it.")
                : new FinalAnswer(said, "", "");
    }

    private static FinalAnswer of(String said, JsonObject schema, SchemaValidator validator) {
        try {
            JsonValue value = Json.parse(unfenced(said.strip()));
            var problems = validator.validate(new PayloadType("Answer", schema), value);
            return problems.isEmpty()
                    ? new FinalAnswer(Json.text(value), "", "")
                    : unfit(said, problems.stream().limit(PROBLEMS_MAX).collect(joining("; ")));
        } catch (JsonException e) {
            return unfit(said, "it is not JSON: " + e.getMessage());
        }
    }

    private static FinalAnswer unfit(String said, String problems) {
        return new FinalAnswer(
                said,
                "does not fit the schema: " + problems,
                "That does not fit the schema: %s. Answer again, with the JSON value alone."
                        .formatted(problems));
    }

    boolean isUsable() {
        return problem.isEmpty();
    }

    /// Models put JSON between fences, whatever they are told.
    private static String unfenced(String text) {
        int line = text.indexOf('\n');
        return text.startsWith(FENCE) && text.endsWith(FENCE) && line > 0
                ? text.substring(line, text.length() - FENCE.length())
                : text;
    }
}
