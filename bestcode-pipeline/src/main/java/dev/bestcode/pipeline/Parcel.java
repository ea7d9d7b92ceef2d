package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Provenance;

/// A stamped message with its payload as admission read it, so that nobody reads it twice.
/// @param provenance where its bytes came from
record Parcel(Message message, JsonObject payload, Provenance provenance) {
    /// What nobody sent but the system.
    static Parcel of(Message message, JsonObject payload) {
        return new Parcel(message, payload, Provenance.EMPTY);
    }

    Parcel from(Provenance sources) {
        return new Parcel(message, payload, sources);
    }

    /// What the journal says of a failed or refused message: the kind's wire name, then the text.
    static String reason(Failure failure) {
        return failure.kind().wireName() + ": " + failure.message();
    }
}
