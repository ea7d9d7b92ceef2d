package dev.bestcode.routing;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One property of a form, by its schema.
record Parameter(String name, JsonObject schema, boolean required) {
    private static final Pattern NAME_PARTS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+");
    private static final Set<String> PATH_WORDS =
            Set.of("path", "file", "filename", "dir", "directory", "folder", "cwd", "workspace");
    private static final Set<String> URL_WORDS = Set.of("url", "uri", "link", "href", "endpoint");

    /// `string`, `integer` and so on; empty text when the schema does not say one.
    String type() {
        return schema.string("type").orElse("");
    }

    /// Its name in lower-case words.
    List<String> words() {
        return NAME_PARTS
                .splitAsStream(name)
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    List<String> choices() {
        return schema.array("enum").stream()
                .flatMap(array -> array.values().stream())
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).value())
                .toList();
    }

    /// What an item of an array, or the value itself, is.
    Parameter item() {
        return new Parameter(name, schema.object("items").orElse(JsonObject.EMPTY), required);
    }

    /// The looks of value that name and format ask for; empty when they ask for none.
    Optional<Literal.Kind> wanted() {
        var format = schema.string("format").orElse("");
        if (format.equals("email") || words().contains("email")) {
            return Optional.of(Literal.Kind.EMAIL);
        }
        if (format.startsWith("date") || words().contains("date")) {
            return Optional.of(Literal.Kind.DATE);
        }
        if (format.startsWith("uri") || isNamed(URL_WORDS)) {
            return Optional.of(Literal.Kind.URL);
        }
        return isNamed(PATH_WORDS) ? Optional.of(Literal.Kind.PATH) : Optional.empty();
    }

    /// In the singular or the plural.
    private boolean isNamed(Set<String> some) {
        return words().stream()
                .anyMatch(
                        word -> some.contains(word) || some.contains(word.replaceFirst("s$", "")));
    }
}
