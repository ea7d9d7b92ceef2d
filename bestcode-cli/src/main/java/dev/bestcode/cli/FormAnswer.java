package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.tool.Form;

import java.util.LinkedHashMap;
import java.util.Optional;
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
        var names = fields.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        var begins = Pattern.compile("(?:^|\\s+)(" + names + ")=").matcher(text);
        var values = new LinkedHashMap<String, JsonValue>();
        if (names.isEmpty() || !begins.lookingAt()) {
            if (fields.size() != 1 || text.isEmpty()) {
                throw new IllegalArgumentException(
                        "say a value for each field, such as: " + example(form));
            }
            fields.forEach((name, field) -> values.put(name, value(field, text)));
            return new JsonObject(values);
        }
        begins.reset();
        while (begins.find()) {
            var name = begins.group(1);
            int from = begins.end();
            var rest = Pattern.compile("\\s+(?:" + names + ")=").matcher(text);
            int to = rest.find(from) ? rest.start() : text.length();
            values.put(
                    name,
                    value(fields.getOrDefault(name, JsonObject.EMPTY), text.substring(from, to)));
        }
        return new JsonObject(values);
    }

    private static String example(Form form) {
        return form.fields().keySet().stream()
                .map(name -> name + "=…")
                .collect(Collectors.joining(" "));
    }

    /// A text stays one; anything else is JSON where it can be read as such.
    private static JsonValue value(JsonObject field, String typed) {
        if (field.string("type").equals(Optional.of("string"))) {
            return new JsonString(typed);
        }
        try {
            return Json.parse(typed);
        } catch (JsonException e) {
            return new JsonString(typed);
        }
    }
}
