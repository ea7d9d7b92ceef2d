package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tools that a server lists, each once, as far as they can be read.
/// @param prompts for people; none where nobody asked for them
/// @param problems a sentence for each that cannot be used
record Listing(List<Definition> tools, List<McpPrompt> prompts, List<String> problems) {
    Listing {
        tools = List.copyOf(tools);
        prompts = List.copyOf(prompts);
        problems = List.copyOf(problems);
    }

    static Listing of(List<McpSchema.Tool> listed, McpJsonMapper mapper) {
        var byName = new LinkedHashMap<String, Definition>();
        var problems = new ArrayList<String>();
        for (var tool : listed) {
            var name = String.valueOf(tool.name());
            try {
                if (byName.putIfAbsent(name, definition(name, tool, mapper)) != null) {
                    problems.add("tool '%s' is listed twice".formatted(shown(name)));
                }
            } catch (IOException | JsonException | IllegalArgumentException e) {
                problems.add(
                        "tool '%s' cannot be read: %s"
                                .formatted(
                                        shown(name),
                                        SafeText.line(String.valueOf(e.getMessage()), 200)));
            }
        }
        return new Listing(List.copyOf(byName.values()), List.of(), problems);
    }

    Listing with(List<McpSchema.Prompt> listed) {
        var all = new ArrayList<McpPrompt>();
        var wrong = new ArrayList<>(problems);
        for (var one : listed) {
            McpPrompt.of(one)
                    .ifPresentOrElse(
                            all::add,
                            () ->
                                    wrong.add(
                                            "prompt '%s' is no command: its name, or one of its arguments, is no word of A-Z a-z 0-9 _ - . /"
                                                    .formatted(shown(String.valueOf(one.name())))));
        }
        return new Listing(tools, all, wrong);
    }

    Listing withProblem(String sentence) {
        var wrong = new ArrayList<>(problems);
        wrong.add(sentence);
        return new Listing(tools, prompts, wrong);
    }

    private static String shown(String name) {
        return SafeText.line(name, 128);
    }

    private static Definition definition(String name, McpSchema.Tool tool, McpJsonMapper mapper)
            throws IOException {
        if (!name.matches("[A-Za-z0-9_./-]{1,128}")) {
            throw new IllegalArgumentException(
                    "its name is not of A-Z a-z 0-9 _ - . / and 1 to 128 long");
        }
        return new Definition(
                name,
                tool.description() == null ? "" : tool.description(),
                json(tool.inputSchema(), mapper).orElse(JsonObject.EMPTY),
                json(tool.outputSchema(), mapper));
    }

    private static Optional<JsonObject> json(
            @Nullable Map<String, Object> schema, McpJsonMapper mapper) throws IOException {
        return schema == null
                ? Optional.empty()
                : Optional.of(Json.parseObject(mapper.writeValueAsString(schema)));
    }
}
