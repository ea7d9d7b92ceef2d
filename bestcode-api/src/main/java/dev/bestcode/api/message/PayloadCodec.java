package dev.bestcode.api.message;

import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;

/// Turns payload bytes into a value and back; what was written reads as the same value. The
/// pipeline reads each hop through it exactly once. Safe from any worker.
public interface PayloadCodec {
    /// @throws JsonException when the bytes are not one value within the limits of the wire
    JsonValue read(UntrustedBytes bytes);

    /// @param tag names the payload's type, for a form that writes it
    /// @throws JsonException when the form cannot hold the value; the message names what and where
    Bytes write(String tag, JsonValue value);
}
