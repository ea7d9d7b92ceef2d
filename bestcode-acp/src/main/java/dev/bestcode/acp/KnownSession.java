package dev.bestcode.acp;

import dev.bestcode.api.kernel.RunId;

import java.time.Instant;

/// A run that can be opened as a session.
/// @param title a line; may be empty
public record KnownSession(RunId run, String title, Instant last) {}
