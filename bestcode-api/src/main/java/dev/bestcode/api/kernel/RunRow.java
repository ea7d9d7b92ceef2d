package dev.bestcode.api.kernel;

import java.time.Instant;
import java.util.Optional;

/// One run of the kernel.
/// @param thread that it began with
/// @param startedAt label of the transaction that began it
/// @param endedAt label of the transaction that completed or failed its first thread; empty while
///     it is under way
/// @param pruned why its content was dropped; empty while it is kept. A pruned run cannot go on,
///     be replayed, rewound or forked.
public record RunRow(
        RunId id,
        ThreadId thread,
        Retention retention,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<PruneReason> pruned) {}
