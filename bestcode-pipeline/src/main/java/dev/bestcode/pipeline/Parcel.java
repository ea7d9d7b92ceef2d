package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;

/// A stamped message with its payload as admission read it, so that nobody reads it twice.
record Parcel(Message message, JsonObject payload) {
    /// What the journal says of a failed or refused message: the kind's wire name, then the text.
    static String reason(Failure failure) {
        return failure.kind().wireName() + ": " + failure.message();
    }
}
