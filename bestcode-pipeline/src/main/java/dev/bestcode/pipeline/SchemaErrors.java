package dev.bestcode.pipeline;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.util.Optional;
import java.util.stream.Collectors;

/// What is wrong with a payload, in words that tell who made it what to write instead.
final class SchemaErrors {
    private static final String UNKNOWN_PROPERTY = "additionalProperties";

    /// Of a large object nobody reads all.
    private static final int NAMES_MAX = 20;

    private SchemaErrors() {}

    static String describe(Error error, JsonObject schema) {
        var place = error.getInstanceLocation().toString();
        var wrong = unknownProperty(error, schema).orElseGet(error::getMessage);
        return (place.isEmpty() ? "the payload" : "at " + place) + ": " + wrong;
    }

    private static Optional<String> unknownProperty(Error error, JsonObject schema) {
        return UNKNOWN_PROPERTY.equals(error.getKeyword()) && error.getProperty() != null
                ? around(error.getSchemaLocation().getFragment(), schema)
                        .flatMap(object -> object.object("properties"))
                        .map(
                                known ->
                                        "there is no property '%s'; allowed: %s"
                                                .formatted(error.getProperty(), names(known)))
                : Optional.empty();
    }

    private static String names(JsonObject properties) {
        var names = properties.members().keySet();
        return names.stream().limit(NAMES_MAX).collect(Collectors.joining(", "))
                + (names.size() > NAMES_MAX ? ", …" : "");
    }

    /// The part of the schema that has the keyword in it; empty when it is another document's.
    private static Optional<JsonObject> around(NodePath keyword, JsonObject schema) {
        Optional<JsonValue> at = Optional.of(schema);
        for (int i = 0; i < keyword.getNameCount() - 1; i++) {
            var step = keyword.getElement(i);
            at = at.flatMap(value -> below(value, step));
        }
        return at.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    private static Optional<JsonValue> below(JsonValue value, Object step) {
        return switch (value) {
            case JsonObject object -> object.get(step.toString());
            case JsonArray(var values)
                    when step instanceof Integer index && index < values.size() ->
                    Optional.of(values.get(index));
            case JsonValue _ -> Optional.empty();
        };
    }
}
