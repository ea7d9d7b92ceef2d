package dev.bestcode.api.message;

import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonValue;

/// Turns payload bytes into a value. The pipeline reads each hop through it exactly once.
public interface PayloadCodec {
    /// @throws JsonException when the bytes are not one value within the limits of the wire
    JsonValue read(UntrustedBytes bytes);
}
