package dev.bestcode.kernel;

import static dev.bestcode.kernel.ModelRules.known;
import static dev.bestcode.kernel.ModelRules.require;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

import java.util.Optional;
import java.util.OptionalLong;

/// The pages of a model, changed.
record ModelPages(Model model) {
    void add(SegmentAdded op) {
        var row =
                new SegmentRow(
                        op.segment(),
                        op.thread(),
                        op.tag(),
                        Tier.EXPANDED,
                        op.relevance(),
                        op.content().size(),
                        op.tokens(),
                        0,
                        op.content().sha256(),
                        op.pinned(),
                        model.lsn);
        model.pages.put(op.segment(), new Model.Page(row, op.content(), Optional.empty()));
    }

    Model.Page find(ThreadId thread, SegmentId id, OptionalLong seen) {
        var page = known(model.pages.get(id), id);
        require(page.row().thread().equals(thread), "it is another thread's page");
        require(seen.orElse(page.row().version()) == page.row().version(), "it has changed since");
        return page;
    }

    void tier(Model.Page page, Tier tier) {
        put(page, tier, page.summary(), page.row().summaryTokens(), page.row());
    }

    void rate(SegmentRated op) {
        var page = find(op.thread(), op.segment(), op.seen());
        var row = page.row();
        var rated =
                new SegmentRow(
                        row.id(),
                        row.thread(),
                        row.tag(),
                        row.tier(),
                        op.relevance(),
                        row.size(),
                        row.tokens(),
                        row.summaryTokens(),
                        row.sha256(),
                        op.pinned(),
                        row.version());
        put(page, row.tier(), page.summary(), row.summaryTokens(), rated);
    }

    void put(Model.Page page, Tier tier, Optional<Bytes> summary, int tokens, SegmentRow row) {
        var changed =
                new SegmentRow(
                        row.id(),
                        row.thread(),
                        row.tag(),
                        tier,
                        row.relevance(),
                        row.size(),
                        row.tokens(),
                        tokens,
                        row.sha256(),
                        row.pinned(),
                        model.lsn);
        model.pages.put(row.id(), new Model.Page(changed, page.content(), summary));
    }
}
