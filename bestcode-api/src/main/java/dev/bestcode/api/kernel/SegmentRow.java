package dev.bestcode.api.kernel;

/// One page of context, without its bytes.
/// @param tag what kind of page it is, such as `user`, `assistant`, `tool-result`
/// @param size bytes of the original content
/// @param tokens estimate of what the original costs in a request
/// @param summaryTokens the same of its summary; 0 when it was never folded
/// @param sha256 of the original content
/// @param version of this row: the LSN of the transaction that last changed it
public record SegmentRow(
        SegmentId id,
        ThreadId thread,
        String tag,
        Tier tier,
        Relevance relevance,
        int size,
        int tokens,
        int summaryTokens,
        Sha256 sha256,
        boolean pinned,
        long version) {}
