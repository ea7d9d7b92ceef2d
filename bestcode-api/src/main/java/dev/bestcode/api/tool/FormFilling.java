package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A form that a person fills in, one field after the other.
/// @param given what was typed so far; what was passed over is not there
/// @param at how many fields are done
public record FormFilling(Form form, JsonObject given, int at) {
    public static FormFilling of(Form form) {
        return new FormFilling(form, JsonObject.EMPTY, 0);
    }

    /// The field that is next; empty when all are done.
    public Optional<FormField> next() {
        return form.fields().stream().skip(at).findFirst();
    }

    /// The next field as it was typed; a blank one is passed over where that may be.
    /// @throws IllegalArgumentException when it does not fit; the message says what does
    public FormFilling typed(String text) {
        var field = next().orElseThrow();
        if (text.isBlank()) {
            if (!field.optional()) {
                throw new IllegalArgumentException(
                        "'%s' cannot be left out".formatted(field.name()));
            }
            return new FormFilling(form, given, at + 1);
        }
        Map<String, JsonValue> values = new LinkedHashMap<>(given.members());
        values.put(field.name(), field.read(text));
        return new FormFilling(form, new JsonObject(values), at + 1);
    }

    /// All that is left, passed over.
    /// @throws IllegalArgumentException when one of them may not be
    public FormFilling rest() {
        var filled = this;
        while (filled.next().isPresent()) {
            filled = filled.typed("");
        }
        return filled;
    }
}
