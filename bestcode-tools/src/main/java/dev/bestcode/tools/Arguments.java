package dev.bestcode.tools;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The arguments of a call. The schema has checked names and types; what is wrong beyond that is
/// the model's to correct, and the message says what is allowed.
record Arguments(JsonObject json) {
    String text(String name) throws ToolFailedException {
        return json.string(name)
                .orElseThrow(() -> new ToolFailedException(name + " is missing; give a string"));
    }

    Optional<String> optionalText(String name) {
        return json.string(name);
    }

    /// The texts of a list.
    List<String> texts(String name) throws ToolFailedException {
        var texts = new ArrayList<String>();
        for (var value : json.array(name).map(JsonArray::values).orElse(List.of())) {
            if (!(value instanceof JsonString(var text))) {
                throw new ToolFailedException(name + " must hold strings alone");
            }
            texts.add(text);
        }
        return texts;
    }

    boolean flag(String name) {
        return json.bool(name).orElse(false);
    }

    int integer(String name, int standard, int min, int max) throws ToolFailedException {
        var given = json.get(name);
        if (given.isEmpty()) {
            return standard;
        }
        var value = json.integer(name);
        if (value.isEmpty() || value.getAsLong() < min || value.getAsLong() > max) {
            throw new ToolFailedException(
                    "%s must be a whole number from %d to %d".formatted(name, min, max));
        }
        return (int) value.getAsLong();
    }
}
