package dev.bestcode.mcp;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import io.modelcontextprotocol.spec.McpSchema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A prompt that a server offers to people: a text with places to fill.
/// @param name the server's own, one word
/// @param description harmless at a terminal, on one line
public record McpPrompt(String name, String description, List<Argument> arguments) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");

    public McpPrompt {
        arguments = List.copyOf(arguments);
    }

    /// A place to fill.
    public record Argument(String name, boolean required) {}

    /// @return empty where the name of it, or of an argument, is no word that can be typed
    static Optional<McpPrompt> of(McpSchema.Prompt said) {
        var arguments = new ArrayList<Argument>();
        for (var one :
                Optional.ofNullable(said.arguments()).orElse(List.<McpSchema.PromptArgument>of())) {
            arguments.add(
                    new Argument(String.valueOf(one.name()), Boolean.TRUE.equals(one.required())));
        }
        boolean typed =
                NAME.matcher(String.valueOf(said.name())).matches()
                        && arguments.size() <= Bounds.PROMPT_ARGUMENTS_MAX
                        && arguments.stream().allMatch(it -> NAME.matcher(it.name()).matches());
        var about =
                Optional.ofNullable(said.description())
                        .or(() -> Optional.ofNullable(said.title()))
                        .orElse("");
        return typed
                ? Optional.of(
                        new McpPrompt(
                                said.name(),
                                SafeText.line(about, Bounds.SENTENCE_CHARS_MAX),
                                arguments))
                : Optional.empty();
    }

    /// What was typed behind its name, by argument: a word each, and to the last one the rest.
    /// @throws IllegalArgumentException when one that is required is missing
    public Map<String, String> filled(String typed) {
        var values = new LinkedHashMap<String, String>();
        var words =
                arguments.isEmpty() || typed.isBlank()
                        ? new String[0]
                        : typed.strip().split("\\s+", arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            if (i < words.length) {
                values.put(arguments.get(i).name(), words[i]);
            } else if (arguments.get(i).required()) {
                throw new IllegalArgumentException(
                        "prompt '%s' needs '%s'; say: %s"
                                .formatted(name, arguments.get(i).name(), usage()));
            }
        }
        return values;
    }

    /// Its name and arguments; those that may be left out in brackets.
    public String usage() {
        var text = new StringBuilder(name);
        arguments.forEach(
                it -> text.append(' ').append(it.required() ? it.name() : "[" + it.name() + "]"));
        return text.toString();
    }

    JsonObject toJson() {
        var all = new ArrayList<JsonValue>();
        arguments.forEach(
                it ->
                        all.add(
                                JsonObject.builder()
                                        .put("name", it.name())
                                        .put("required", it.required())
                                        .build()));
        return JsonObject.builder()
                .put("name", name)
                .put("description", description)
                .put("arguments", new JsonArray(all))
                .build();
    }

    /// @throws IllegalArgumentException when it is not a prompt's JSON
    static McpPrompt from(JsonObject json) {
        var arguments = new ArrayList<Argument>();
        for (var value : json.requireArray("arguments").values()) {
            if (value instanceof JsonObject one) {
                arguments.add(
                        new Argument(
                                one.requireString("name"), one.bool("required").orElse(false)));
            }
        }
        return new McpPrompt(
                json.requireString("name"), json.requireString("description"), arguments);
    }
}
