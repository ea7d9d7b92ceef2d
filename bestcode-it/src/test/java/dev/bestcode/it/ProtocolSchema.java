package dev.bestcode.it;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.pipeline.Pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks an agent's messages against the schema of the Agent Client Protocol. Its root lets any
/// object with a method or a result pass, for extensions; so each message is held against the very
/// definition that its method names, and may have no member which that does not know.
final class ProtocolSchema {
    private static final Pattern REQUEST = Pattern.compile("(Request|Notification)$");

    private final JsonObject definitions;
    private final SchemaValidator validator = Pipeline.schemaValidator();
    private final Map<Long, String> asked = new HashMap<>();

    ProtocolSchema(JsonObject schema) {
        this.definitions = schema.requireObject("$defs");
    }

    /// What an editor has sent, so that the answers to it are known.
    void sent(JsonObject message) {
        message.string("method")
                .ifPresent(method -> message.integer("id").ifPresent(id -> asked.put(id, method)));
    }

    /// What is wrong with a message of the agent's; nothing where it fits.
    List<String> problems(JsonObject message) {
        if (!message.string("jsonrpc").equals(Optional.of("2.0"))) {
            return List.of("it is no JSON-RPC 2.0");
        }
        var method = message.string("method");
        if (method.isPresent()) {
            return fits(
                    definition(method.get(), true), message.get("params").orElse(JsonObject.EMPTY));
        }
        if (message.get("error").isPresent()) {
            return fits(Optional.of("Error"), message.requireObject("error"));
        }
        var answered = Optional.ofNullable(asked.get(message.integer("id").orElse(-1)));
        return fits(answered.flatMap(it -> definition(it, false)), message.requireObject("result"));
    }

    private Optional<String> definition(String method, boolean asks) {
        return definitions.members().entrySet().stream()
                .filter(
                        entry ->
                                entry.getValue() instanceof JsonObject definition
                                        && definition
                                                .string("x-method")
                                                .equals(Optional.of(method)))
                .map(Map.Entry::getKey)
                .filter(name -> REQUEST.matcher(name).find() == asks)
                .findFirst();
    }

    private List<String> fits(Optional<String> definition, JsonValue value) {
        if (definition.isEmpty()) {
            return List.of("the protocol does not know it");
        }
        var problems = new ArrayList<>(validator.validate(type(definition.get()), value));
        if (definition.get().equals("SessionNotification") && value instanceof JsonObject told) {
            problems.addAll(
                    validator.validate(type("SessionUpdate"), told.requireObject("update")));
        }
        return problems;
    }

    private PayloadType type(String definition) {
        var reference = JsonObject.builder().put("$ref", "#/$defs/" + definition).build();
        return new PayloadType(
                definition,
                JsonObject.builder()
                        .put("$defs", definitions)
                        .put("allOf", JsonArray.of(reference))
                        .put("unevaluatedProperties", false)
                        .build());
    }

    /// Check a transcript: a mark and a line each way.
    /// @return how many lines of the agent's there were
    int requireAllFit(List<String> transcript) {
        int lines = 0;
        for (var line : transcript) {
            var message = Json.parseObject(line.substring(2));
            if (line.startsWith("> ")) {
                sent(message);
            } else {
                lines++;
                var problems = problems(message);
                if (!problems.isEmpty()) {
                    throw new AssertionError(problems + " in " + line);
                }
            }
        }
        return lines;
    }

    /// The kinds of updates that a transcript has.
    static List<String> kinds(List<String> transcript) {
        return transcript.stream()
                .filter(line -> line.startsWith("< "))
                .map(line -> Json.parseObject(line.substring(2)))
                .flatMap(message -> message.object("params").stream())
                .flatMap(params -> params.object("update").stream())
                .flatMap(update -> update.get("sessionUpdate").stream())
                .map(kind -> ((JsonString) kind).value())
                .distinct()
                .sorted()
                .toList();
    }
}
