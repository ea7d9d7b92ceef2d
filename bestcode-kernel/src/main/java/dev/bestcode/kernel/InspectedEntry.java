package dev.bestcode.kernel;

import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.RunId;

import java.util.Optional;

/// An entry of the journal as it stands at the end of the log.
/// @param run that it belongs to; empty for messages of the root
public record InspectedEntry(JournalEntry entry, Optional<RunId> run) {}
