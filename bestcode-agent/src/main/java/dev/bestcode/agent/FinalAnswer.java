package dev.bestcode.agent;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.SchemaValidator;

import java.util.List;
import java.util.stream.Collectors;

/// The last words of a task that is to be answered in JSON.
/// @param text the JSON alone, when there is nothing wrong with it
/// @param problems what does not fit, each with its place
record FinalAnswer(String text, List<String> problems) {
    /// What a model can mend at a time.
    private static final int PROBLEMS_MAX = 10;

    private static final String FENCE = "```";

    static String wanted(JsonObject schema) {
        return "Answer in the end with one JSON value that fits this JSON Schema, and nothing else:\n"
                + Json.text(schema);
    }

    static FinalAnswer of(String said, JsonObject schema, SchemaValidator validator) {
        try {
            JsonValue value = Json.parse(unfenced(said.strip()));
            var problems = validator.validate(new PayloadType("Answer", schema), value);
            return new FinalAnswer(Json.text(value), problems);
        } catch (JsonException e) {
            return new FinalAnswer(said, List.of("it is not JSON: " + e.getMessage()));
        }
    }

    /// Models put JSON between fences, whatever they are told.
    private static String unfenced(String text) {
        int line = text.indexOf('\n');
        return text.startsWith(FENCE) && text.endsWith(FENCE) && line > 0
                ? text.substring(line, text.length() - FENCE.length())
                : text;
    }

    String shownProblems() {
        return problems.stream().limit(PROBLEMS_MAX).collect(Collectors.joining("; "));
    }
}
