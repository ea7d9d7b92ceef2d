package dev.bestcode.api.message;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;

import java.util.Optional;

/// An embedder's own step on every hop, after admission and before the commit. It may look and it
/// may refuse; it can neither let through what admission refused nor change, redirect or answer a
/// message. Steps are asked in the order they were given, outside every lock, by many workers at
/// once; one that throws or takes longer than ten seconds refuses.
public interface Step {
    /// Passing is no promise that the message is sent: the transaction may yet be rejected.
    /// @return why it is refused, for its sender to read; empty to let it pass
    Optional<String> refuses(Passage message) throws InterruptedException;

    /// A message that admission let through.
    /// @param sender stamped by the pipeline; [Message#USER] from outside
    /// @param listener who is to get it
    /// @param payload fits the schema of its tag
    /// @param provenance where the payload came from
    record Passage(
            RunId run,
            String profile,
            Message.Kind kind,
            String sender,
            String listener,
            String tag,
            JsonObject payload,
            Provenance provenance) {}
}
