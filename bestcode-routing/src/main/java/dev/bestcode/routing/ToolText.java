package dev.bestcode.routing;

import dev.bestcode.api.embedding.TextIndex.Entry;
import dev.bestcode.api.embedding.TextIndex.Field;
import dev.bestcode.api.json.JsonObject;

import java.util.List;
import java.util.stream.Collectors;

/// What a tool says of itself, as an index takes it. The weights are measured (`docs/routing.md`).
final class ToolText {
    private static final double NAME = 1;

    /// The first two sentences say what a tool does; what follows is often fine print.
    private static final double OPENING = 1;

    private static final double REST = 0.5;
    private static final double PARAMETER_NAMES = 0.25;
    private static final double PARAMETER_TEXTS = 0.1;
    private static final int OPENING_SENTENCES = 2;

    private ToolText() {}

    static Entry entry(RoutedTool tool, List<String> requests) {
        int cut = openingEnd(tool.description());
        var properties = tool.properties();
        return new Entry(
                tool.id(),
                List.of(
                        new Field(tool.name(), NAME),
                        new Field(tool.description().substring(0, cut), OPENING),
                        new Field(tool.description().substring(cut), REST),
                        new Field(String.join(" ", properties.members().keySet()), PARAMETER_NAMES),
                        new Field(texts(properties), PARAMETER_TEXTS)),
                requests);
    }

    private static String texts(JsonObject properties) {
        return properties.members().values().stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(schema -> schema.string("description").orElse(""))
                .collect(Collectors.joining(" "));
    }

    private static int openingEnd(String description) {
        int sentences = 0;
        for (int i = 0; i < description.length(); i++) {
            char c = description.charAt(i);
            boolean last =
                    i + 1 == description.length()
                            || Character.isWhitespace(description.charAt(i + 1));
            if (c == '\n' || (c == '.' && last && ++sentences == OPENING_SENTENCES)) {
                return i;
            }
        }
        return description.length();
    }
}
