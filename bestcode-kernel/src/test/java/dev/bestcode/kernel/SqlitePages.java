package dev.bestcode.kernel;

import static dev.bestcode.kernel.SqliteRules.refuseUnless;

import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

import java.util.OptionalLong;

/// Pages in the tables, changed.
/// @param lsn of the transaction under way
record SqlitePages(Sql sql, SqliteRules rules, long lsn) {
    void add(SegmentAdded op) {
        sql.update(
                "INSERT INTO page(id, thread, tag, tier, relevance, tokens, summary_tokens, content, pinned, version) VALUES(?, ?, ?, 'EXPANDED', ?, ?, 0, ?, ?, ?)",
                op.segment().value(),
                op.thread().value(),
                op.tag(),
                op.relevance().value(),
                op.tokens(),
                op.content().toByteArray(),
                op.pinned(),
                lsn);
    }

    void fold(SegmentFolded op) {
        rules.requirePage(op.thread(), op.segment(), op.seen());
        refuseUnless(op.tokens() >= 0, "tokens are counted from 0", op.tokens());
        change(
                op.segment(),
                "tier = 'FOLDED', summary = ?, summary_tokens = ?",
                op.summary().toByteArray(),
                op.tokens());
    }

    void tier(ThreadId thread, SegmentId segment, Tier tier, OptionalLong seen) {
        rules.requirePage(thread, segment, seen);
        change(segment, "tier = ?", tier.name());
    }

    void rate(SegmentRated op) {
        rules.requirePage(op.thread(), op.segment(), op.seen());
        change(op.segment(), "relevance = ?, pinned = ?", op.relevance().value(), op.pinned());
    }

    private void change(SegmentId segment, String columns, Object... values) {
        int at =
                sql.update(
                        "UPDATE page SET "
                                + columns
                                + ", version = "
                                + lsn
                                + " WHERE id = "
                                + segment,
                        values);
        refuseUnless(at == 1, "segment is unknown", segment);
    }
}
