package dev.bestcode.mcp;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.ToolOutcome;

import io.modelcontextprotocol.spec.McpSchema;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a server has, a line each, as many at a time as may be shown. What a line says is the
/// server's word.
record Lines(int from, int bytesMax) {
    /// @param bytesMax of all that is shown
    static Lines from(JsonObject arguments, int bytesMax) {
        long from = arguments.get("from").isEmpty() ? 0 : arguments.requireLong("from");
        return new Lines(Math.clamp(from, 0, Integer.MAX_VALUE), bytesMax);
    }

    ToolOutcome of(List<String> all) {
        if (from >= all.size()) {
            return ToolOutcome.succeeded(
                    all.isEmpty() ? "none" : "there are %,d".formatted(all.size()));
        }
        var shown = new ArrayList<String>();
        int bytes = 0;
        for (var line : all.subList(from, all.size())) {
            bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (shown.size() == Bounds.LIST_LINES_MAX || (bytes > bytesMax && !shown.isEmpty())) {
                break;
            }
            shown.add(line);
        }
        int end = from + shown.size();
        if (end < all.size()) {
            shown.add("[%,d more; say from %d]".formatted(all.size() - end, end));
        }
        return ToolOutcome.succeeded(String.join("\n", shown));
    }

    static List<String> ofResources(
            List<McpSchema.Resource> resources, List<McpSchema.ResourceTemplate> templates) {
        var lines = new ArrayList<String>();
        resources.forEach(
                one -> lines.add(line(one.uri(), one.name(), one.mimeType(), one.description())));
        templates.forEach(
                one ->
                        lines.add(
                                line(
                                        "pattern " + one.uriTemplate(),
                                        one.name(),
                                        one.mimeType(),
                                        one.description())));
        return lines;
    }

    static List<String> ofPrompts(List<McpSchema.Prompt> prompts) {
        return prompts.stream()
                .map(
                        prompt ->
                                line(
                                        prompt.name() + arguments(prompt),
                                        prompt.title(),
                                        null,
                                        prompt.description()))
                .toList();
    }

    private static String arguments(McpSchema.Prompt prompt) {
        return Optional.ofNullable(prompt.arguments()).orElse(List.of()).stream()
                .map(
                        argument ->
                                Boolean.TRUE.equals(argument.required())
                                        ? " " + argument.name()
                                        : " [" + argument.name() + "]")
                .collect(Collectors.joining());
    }

    private static String line(
            String key, @Nullable String name, @Nullable String type, @Nullable String about) {
        var line = new StringBuilder(SafeText.line(key, Bounds.URI_CHARS_MAX));
        Optional.ofNullable(name)
                .ifPresent(
                        it -> line.append("  ").append(SafeText.line(it, Bounds.NAME_CHARS_MAX)));
        Optional.ofNullable(type)
                .ifPresent(
                        it -> line.append("  ").append(SafeText.line(it, Bounds.NAME_CHARS_MAX)));
        Optional.ofNullable(about)
                .filter(it -> !it.isBlank())
                .ifPresent(
                        it ->
                                line.append("  ")
                                        .append(SafeText.line(it, Bounds.SENTENCE_CHARS_MAX)));
        return line.toString();
    }
}
