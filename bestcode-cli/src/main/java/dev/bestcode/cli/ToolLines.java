package dev.bestcode.cli;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.routing.Found;
import dev.bestcode.routing.RoutedTool;

import java.util.Locale;

/// A tool on a line.
final class ToolLines {
    private static final int NAME_WIDTH = 40;
    private static final int DESCRIPTION_WIDTH = 100;

    private ToolLines() {}

    static String text(RoutedTool tool) {
        return "%-24s %s"
                .formatted(
                        Printable.line(tool.name(), NAME_WIDTH),
                        Printable.line(tool.description(), DESCRIPTION_WIDTH));
    }

    static String text(Found.Hit hit) {
        return String.format(Locale.ROOT, "%.2f  %s", hit.fit(), text(hit.tool()));
    }

    static JsonObject json(RoutedTool tool) {
        return builder(tool).build();
    }

    static JsonObject json(Found.Hit hit) {
        return builder(hit.tool()).put("fit_percent", Math.round(100 * hit.fit())).build();
    }

    private static JsonObject.Builder builder(RoutedTool tool) {
        return JsonObject.builder()
                .put("id", tool.id())
                .put("name", tool.name())
                .put("description", tool.description())
                .put("input_schema", tool.inputSchema());
    }
}
