package dev.bestcode.api.message;

import dev.bestcode.api.json.JsonValue;

import java.util.List;

/// Checks values against JSON Schema 2020-12. Safe from any worker.
public interface SchemaValidator {
    /// @return what is wrong, each with the place in the value; empty when it fits
    List<String> validate(PayloadType type, JsonValue value);
}
