package dev.bestcode.agent;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.CallableSpec.Parameter;

import java.util.Locale;
import java.util.stream.Collectors;

/// What a call of an organism looks like: to its caller a form, to its agent a task in words.
final class CallForm {
    private CallForm() {}

    /// JSON Schema of a call's arguments.
    static JsonObject schema(CallableSpec spec) {
        var properties = JsonObject.builder();
        spec.parameters()
                .forEach(
                        (name, parameter) ->
                                properties.put(
                                        name, schema(parameter, spec.required().contains(name))));
        return JsonObject.builder()
                .put("type", "object")
                .put("additionalProperties", false)
                .put("required", JsonArray.ofStrings(spec.required()))
                .put("properties", properties.build())
                .build();
    }

    private static JsonObject schema(Parameter parameter, boolean required) {
        var schema =
                JsonObject.builder()
                        .put("type", parameter.type().name().toLowerCase(Locale.ROOT))
                        .put("description", parameter.description());
        if (!parameter.values().isEmpty()) {
            schema.put("enum", JsonArray.ofStrings(parameter.values()));
        } else if (required && parameter.type() == CallableSpec.Type.STRING) {
            schema.put("minLength", 1);
        }
        return schema.build();
    }

    /// The one text of a call as it is; of several arguments a line each, in the order declared.
    static String task(CallableSpec spec, JsonObject arguments) {
        if (spec.parameters().size() == 1) {
            return arguments.members().values().stream()
                    .map(CallForm::text)
                    .collect(Collectors.joining());
        }
        return spec.parameters().keySet().stream()
                .flatMap(
                        name ->
                                arguments.get(name).stream()
                                        .map(value -> "%s: %s".formatted(name, text(value))))
                .collect(Collectors.joining("\n"));
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString(var text) ? text : Json.text(value);
    }
}
