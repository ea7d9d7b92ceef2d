package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

/// A page of context as the heap keeps it.
/// @param ordinal how many pages had been added before it
/// @param content SHA-256 of the original
/// @param original address of the op that added it
/// @param summary address of the op that last folded it, [Address#NONE] for none
/// @param version LSN of the transaction that last changed this
record Page(
        SegmentId id,
        ThreadId thread,
        long ordinal,
        String tag,
        Tier tier,
        Relevance relevance,
        int size,
        int tokens,
        Digest content,
        boolean pinned,
        long original,
        long summary,
        int summaryTokens,
        long version) {

    Page withTier(Tier changed, long lsn) {
        return with(changed, relevance, pinned, summary, summaryTokens, lsn);
    }

    Page folded(long address, int foldedTokens) {
        return with(Tier.FOLDED, relevance, pinned, address, foldedTokens, Address.lsn(address));
    }

    Page rated(Relevance changed, boolean pin, long lsn) {
        return with(tier, changed, pin, summary, summaryTokens, lsn);
    }

    private Page with(
            Tier newTier,
            Relevance newRelevance,
            boolean pin,
            long newSummary,
            int newSummaryTokens,
            long lsn) {
        return new Page(
                id,
                thread,
                ordinal,
                tag,
                newTier,
                newRelevance,
                size,
                tokens,
                content,
                pin,
                original,
                newSummary,
                newSummaryTokens,
                lsn);
    }

    SegmentRow row() {
        return new SegmentRow(
                id,
                thread,
                tag,
                tier,
                relevance,
                size,
                tokens,
                summaryTokens,
                content.toSha256(),
                pinned,
                version);
    }
}
