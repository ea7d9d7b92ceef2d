package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.tool.Form;

import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a person types for a form: `name=value` for each field, the only field's value alone, or a
/// JSON object.
final class FormAnswer {
    private FormAnswer() {}

    /// @throws IllegalArgumentException when it is no answer to this form; the message says what is
    static JsonObject read(Form form, String typed) {
        var text = typed.strip();
        if (text.startsWith("{")) {
            try {
                return Json.parseObject(text);
            } catch (JsonException e) {
                throw new IllegalArgumentException("that is no JSON object: " + e.getMessage(), e);
            }
        }
        var fields = form.fields();
        var names =
                fields.stream()
                        .map(field -> Pattern.quote(field.name()))
                        .collect(Collectors.joining("|"));
        var begins = Pattern.compile("(?:^|\\s+)(" + names + ")=").matcher(text);
        var values = new LinkedHashMap<String, JsonValue>();
        if (names.isEmpty() || !begins.lookingAt()) {
            if (fields.size() != 1 || text.isEmpty()) {
                throw new IllegalArgumentException(
                        "say a value for each field, such as: " + example(form));
            }
            var only = fields.getFirst();
            return JsonObject.builder().put(only.name(), only.read(text)).build();
        }
        begins.reset();
        while (begins.find()) {
            int from = begins.end();
            var rest = Pattern.compile("\\s+(?:" + names + ")=").matcher(text);
            int to = rest.find(from) ? rest.start() : text.length();
            fields.stream()
                    .filter(field -> field.name().equals(begins.group(1)))
                    .forEach(
                            field ->
                                    values.put(field.name(), field.read(text.substring(from, to))));
        }
        return new JsonObject(values);
    }

    /// Whether it is a whole answer, and not the value of one field.
    static boolean isWhole(Form form, String typed) {
        var text = typed.strip();
        return text.startsWith("{")
                || form.fields().stream().anyMatch(field -> text.startsWith(field.name() + "="));
    }

    private static String example(Form form) {
        return form.fields().stream()
                .map(field -> field.name() + "=…")
                .collect(Collectors.joining(" "));
    }
}
