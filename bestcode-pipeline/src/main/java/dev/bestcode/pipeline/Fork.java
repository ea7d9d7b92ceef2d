package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A run to be, which begins where another one stood.
/// @param from the other one, which stays as it is
/// @param run its own id
/// @param pages of the other one's context that it begins with, in order
/// @param agentState what its agent is to know, told the numbers that the pages have in it; empty
///     for one that has not begun
/// @param parts what parts of the system are to know of it, by their names
public record Fork(
        RunId from,
        RunId run,
        List<SegmentId> pages,
        Function<List<SegmentId>, Optional<Bytes>> agentState,
        Map<String, Bytes> parts) {
    public Fork {
        pages = List.copyOf(pages);
        parts = Map.copyOf(parts);
    }
}
