package dev.bestcode.api.kernel;

import dev.bestcode.api.message.Message;

import java.time.Instant;

/// One message as the journal holds it.
/// @param lsn of the transaction that dispatched or refused it; entries are ordered by it, then by
/// id
/// @param time of that transaction; a label, never an order
/// @param message for a refused one the payload is its first 1 KiB; empty when `pruned`
/// @param payloadHash SHA-256 of the whole payload
/// @param reason why it failed or was refused, else empty text
/// @param pruned whether retention has dropped the payload
public record JournalEntry(
        long lsn,
        Instant time,
        Message message,
        Sha256 payloadHash,
        MessageStatus status,
        String reason,
        boolean pruned) {}
