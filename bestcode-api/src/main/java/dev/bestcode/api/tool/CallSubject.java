package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a person wants to see of a call in a line: which file, which command, what was looked for.
public final class CallSubject {
    /// Arguments that say it, whatever comes before them: a file's content is not its name.
    private static final List<String> TELLING = List.of("command", "pattern", "path", "url");

    private CallSubject() {}

    /// The first of those that say it, else the first text; not made safe for a terminal.
    /// @return empty text where no argument is one
    public static String of(JsonObject arguments) {
        return Stream.concat(
                        TELLING.stream().flatMap(name -> arguments.get(name).stream()),
                        arguments.members().values().stream())
                .flatMap(value -> text(value).stream())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> text(JsonValue value) {
        return switch (value) {
            case JsonString(var text) -> Optional.of(text);
            case JsonArray(var texts)
                    when !texts.isEmpty() && texts.getFirst() instanceof JsonString(var first) ->
                    Optional.of(first);
            default -> Optional.empty();
        };
    }
}
