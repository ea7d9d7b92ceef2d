package dev.bestcode.api.kernel;

import java.util.Optional;

/// One entry of the thread table.
/// @param parent empty for the root alone
/// @param run the run it belongs to; empty for the root alone
/// @param name the listener that owns it; the last word of the derived path `root.coder.grep`
/// @param profile the profile whose rights it was frozen with
/// @param rights SHA-256 of those rights
public record ThreadRow(
        ThreadId id,
        Optional<ThreadId> parent,
        Optional<RunId> run,
        String name,
        String profile,
        Sha256 rights,
        ThreadStatus status) {}
