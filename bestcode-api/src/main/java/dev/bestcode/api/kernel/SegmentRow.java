package dev.bestcode.api.kernel;

/// One page of context, without its bytes.
/// @param tag what kind of page it is, such as `user`, `assistant`, `tool-result`
/// @param size bytes of the original content
/// @param tokens estimate of what it costs in a request
/// @param sha256 of the original content
public record SegmentRow(
        SegmentId id,
        ThreadId thread,
        String tag,
        Tier tier,
        Relevance relevance,
        int size,
        int tokens,
        Sha256 sha256,
        boolean pinned) {}
