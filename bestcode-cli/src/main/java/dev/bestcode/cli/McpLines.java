package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.mcp.McpInspection;
import dev.bestcode.mcp.McpInspection.Tool;
import dev.bestcode.mcp.McpPrompt;

import java.util.Locale;

/// What a server offers, a tool or prompt a line.
final class McpLines {
    private McpLines() {}

    static void print(String server, McpInspection inspection, OutputOption output) {
        var lines = output.lines();
        inspection.tools().forEach(tool -> lines.line(text(tool), json(tool)));
        inspection.prompts().forEach(prompt -> lines.line(text(server, prompt), json(prompt)));
        inspection
                .gone()
                .forEach(
                        name ->
                                lines.line(
                                        "- " + Printable.of(name) + " is there no more",
                                        JsonObject.builder().put("gone", name).build()));
        inspection
                .problems()
                .forEach(
                        problem ->
                                lines.line(
                                        "! " + Printable.of(problem),
                                        JsonObject.builder().put("problem", problem).build()));
    }

    private static String text(String server, McpPrompt prompt) {
        return "/ %s%s%s%s%n    %s"
                .formatted(
                        ReplPrompts.BEGIN,
                        server,
                        McpSpec.SEPARATOR,
                        prompt.usage(),
                        Printable.of(prompt.description()));
    }

    private static JsonObject json(McpPrompt prompt) {
        return JsonObject.builder()
                .put("prompt", prompt.name())
                .put("usage", prompt.usage())
                .put("description", prompt.description())
                .build();
    }

    private static String text(Tool tool) {
        var mark =
                switch (tool.change()) {
                    case NONE -> " ";
                    case NEW -> "+";
                    case CHANGED -> "~";
                };
        return "%s %s  sha256 %s%n    %s%n    as the server says it: %s"
                .formatted(
                        mark,
                        tool.listener().orElse(Printable.of(tool.name())),
                        tool.sha256(),
                        Printable.of(tool.description()),
                        Printable.of(Json.text(tool.raw())));
    }

    private static JsonObject json(Tool tool) {
        return JsonObject.builder()
                .put("name", tool.name())
                .put("listener", tool.listener().orElse(""))
                .put("description", tool.description())
                .put("sha256", tool.sha256().hex())
                .put("change", tool.change().name().toLowerCase(Locale.ROOT))
                .put("said", tool.raw())
                .build();
    }
}
