package dev.bestcode.kernel;

import static dev.bestcode.kernel.SqliteRules.refuseUnless;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.ContentKept;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.RunRetained;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentExpanded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.KernelOp.ThreadPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.KernelOp.UsageCharged;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import org.jspecify.annotations.Nullable;

/// One transaction on its way into the tables; whoever calls rolls back when an op is rejected.
final class SqliteChange {
    private static final int DEPTH_MAX = 100_000;
    private static final String ON_DELIVERY = "PruneOnDelivery";

    /// The thread `?` and all above it.
    private static final String UPWARD =
            """
            WITH RECURSIVE up(id, above) AS (
              SELECT id, parent FROM thread WHERE id = ?
              UNION ALL SELECT t.id, t.parent FROM thread t JOIN up ON t.id = up.above)
            """;

    private final Sql sql;
    private final long lsn;
    private final long now;
    private final SqliteRules rules;

    SqliteChange(Sql sql, long lsn, long now) {
        this.sql = sql;
        this.lsn = lsn;
        this.now = now;
        this.rules = new SqliteRules(sql);
    }

    void apply(KernelOp op) {
        var pages = new SqlitePages(sql, rules, lsn);
        switch (op) {
            case ThreadPushed pushed -> push(pushed);
            case ThreadStatusSet(var thread, var status) -> set(thread, status);
            case ThreadPruned(var thread) -> prune(thread);
            case MessageDispatched(var message) -> {
                rules.requireThread(message.thread());
                write(message, message.payload().sha256(), MessageStatus.DISPATCHED, "");
            }
            case MessageDelivered(var message) -> finish(message, MessageStatus.DELIVERED, "");
            case MessageFailed(var message, var reason) ->
                    finish(message, MessageStatus.FAILED, reason);
            case MessageRetried(var message, int attempt, _) -> {
                rules.requireOpen(message);
                refuseUnless(attempt >= 1, "attempts are counted from 1", attempt);
            }
            case MessageRefused(var message, var hash, var reason) -> {
                rules.require(
                        "EXISTS(SELECT 1 FROM number WHERE id = ?)",
                        "thread never was",
                        message.thread().value());
                write(message, hash, MessageStatus.REFUSED, reason);
                drop(message.id());
            }
            case RunRetained retained -> retain(retained);
            case RunPruned(var run, var reason) -> {
                rules.requireKept(run);
                rules.require(
                        "EXISTS(SELECT 1 FROM run WHERE id = ? AND ended IS NOT NULL)",
                        "run has not ended",
                        run.value());
                prune(run, reason);
            }
            case RunForked(var run, var from, long through) -> {
                rules.requireKept(run);
                rules.require(
                        "NOT EXISTS(SELECT 1 FROM fork WHERE run = ?)",
                        "run is a fork already",
                        run.value());
                rules.requireKept(from);
                rules.requireKeepsPayloads(from);
                refuseUnless(!run.equals(from), "run forks itself", run);
                refuseUnless(through >= 1 && through < lsn, "LSN is not there", through);
                sql.update("INSERT INTO fork VALUES(?, ?, ?)", run.value(), from.value(), through);
            }
            case SegmentAdded added -> {
                rules.requireKeptThread(added.thread());
                refuseUnless(added.tokens() >= 0, "tokens are counted from 0", added.tokens());
                take(added.segment().value(), null);
                pages.add(added);
            }
            case SegmentFolded folded -> pages.fold(folded);
            case SegmentEvicted(var thread, var segment, var seen) ->
                    pages.tier(thread, segment, Tier.EVICTED, seen);
            case SegmentExpanded(var thread, var segment, var seen) ->
                    pages.tier(thread, segment, Tier.EXPANDED, seen);
            case SegmentRated rated -> pages.rate(rated);
            case HandlerStateSet(var thread, var listener, var state) -> {
                rules.requireKeptThread(thread);
                sql.update(
                        "INSERT OR REPLACE INTO handler VALUES(?, ?, ?)",
                        thread.value(),
                        listener,
                        state.toByteArray());
                sql.update(
                        "INSERT OR REPLACE INTO handler_log VALUES(?, ?, ?, (SELECT run FROM number WHERE id = ?), ?)",
                        thread.value(),
                        listener,
                        lsn,
                        thread.value(),
                        state.toByteArray());
            }
            case ContentKept(var thread, var content) -> {
                rules.requireKeptThread(thread);
                sql.update(
                        "INSERT OR IGNORE INTO content VALUES(?, ?)",
                        content.sha256().hex(),
                        content.toByteArray());
            }
            case UsageCharged(var thread, var usage) -> charge(thread, usage);
        }
        sql.update("UPDATE message SET payload = x'', reason = '', gone = 1 WHERE " + RELEASED);
    }

    /// Wanted by retention and held by no fork.
    private static final String RELEASED =
            """
            due AND NOT gone AND NOT EXISTS(
              SELECT 1 FROM fork f JOIN run r ON r.id = f.run
              WHERE f.origin = message.run AND f.through >= message.lsn AND r.pruned IS NULL)
            """;

    private void take(long id, @Nullable String run) {
        refuseUnless(id != Long.MAX_VALUE, "no number would follow", id);
        rules.require("NOT EXISTS(SELECT 1 FROM number WHERE id = ?)", "number is taken", id);
        sql.update("INSERT INTO number VALUES(?, ?)", id, run);
        sql.update("UPDATE kernel SET newest = max(newest, ?)", id);
    }

    private void push(ThreadPushed op) {
        var run = op.run().map(RunId::value).orElse(null);
        long depth = op.parent().isPresent() ? depthBelow(op.parent().get()) : 0;
        if (depth == 0) {
            rules.require("NOT EXISTS(SELECT 1 FROM thread)", "there is a root already");
        }
        refuseUnless(depth <= DEPTH_MAX, "the thread would lie too deep", depth, DEPTH_MAX);
        refuseUnless((depth == 0) == (run == null), "only the root is without a run");
        take(op.thread().value(), run);
        if (run != null) {
            sql.update(
                    "INSERT OR IGNORE INTO run(id, thread, retention, started) VALUES(?, ?, 'Forever', ?)",
                    run,
                    op.thread().value(),
                    now);
            rules.requireKept(op.run().orElseThrow());
        }
        sql.update(
                "INSERT INTO thread(id, parent, run, name, profile, rights, status, depth) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                op.thread().value(),
                op.parent().map(ThreadId::value).orElse(null),
                run,
                op.name(),
                op.profile(),
                op.rights().hex(),
                ThreadStatus.ACTIVE.name(),
                depth);
    }

    private long depthBelow(ThreadId parent) {
        rules.requireThread(parent);
        return sql.number("SELECT depth + 1 FROM thread WHERE id = ?", parent.value());
    }

    private void set(ThreadId thread, ThreadStatus status) {
        if (status == ThreadStatus.ACTIVE) {
            rules.requireKeptThread(thread);
            sql.update("UPDATE run SET ended = NULL WHERE thread = ?", thread.value());
        } else {
            rules.requireThread(thread);
            sql.update(
                    "UPDATE run SET ended = coalesce(ended, ?) WHERE thread = ?",
                    now,
                    thread.value());
            sql.first(
                            row -> new RunId(row.getString(1)),
                            "SELECT id FROM run WHERE thread = ? AND retention = ? AND pruned IS NULL",
                            thread.value(),
                            ON_DELIVERY)
                    .ifPresent(run -> prune(run, PruneReason.DELIVERED));
        }
        sql.update("UPDATE thread SET status = ? WHERE id = ?", status.name(), thread.value());
    }

    private void prune(ThreadId thread) {
        rules.requireThread(thread);
        rules.require(
                "NOT EXISTS(SELECT 1 FROM thread WHERE parent = ?)",
                "thread has children",
                thread.value());
        rules.require(
                "EXISTS(SELECT 1 FROM thread WHERE id = ? AND parent IS NOT NULL)",
                "thread is the root",
                thread.value());
        sql.update("DELETE FROM page WHERE thread = ?", thread.value());
        sql.update("DELETE FROM handler WHERE thread = ?", thread.value());
        sql.update("DELETE FROM thread WHERE id = ?", thread.value());
    }

    private void prune(RunId run, PruneReason reason) {
        var threads = "IN (SELECT id FROM thread WHERE run = ?)";
        sql.update("DELETE FROM page WHERE thread " + threads, run.value());
        sql.update("DELETE FROM handler WHERE thread " + threads, run.value());
        sql.update(
                "UPDATE message SET due = 1 WHERE run = ? AND status <> 'DISPATCHED'", run.value());
        sql.update("UPDATE run SET pruned = ? WHERE id = ?", reason.name(), run.value());
    }

    private void retain(RunRetained op) {
        var wanted = SqliteRows.text(op.retention());
        rules.requireKept(op.run());
        if (!wanted.equals(ON_DELIVERY)) {
            rules.requireKeepsPayloads(op.run());
        }
        sql.update("UPDATE run SET retention = ? WHERE id = ?", wanted, op.run().value());
        if (wanted.equals(ON_DELIVERY)) {
            sql.update(
                    "UPDATE message SET due = 1 WHERE run = ? AND status <> 'DISPATCHED'",
                    op.run().value());
            if (sql.holds("(SELECT ended FROM run WHERE id = ?) IS NOT NULL", op.run().value())) {
                prune(op.run(), PruneReason.DELIVERED);
            }
        }
    }

    private void write(Message message, Sha256 hash, MessageStatus status, String reason) {
        take(message.id().value(), null);
        sql.update(
                "INSERT INTO message(id, lsn, time, run, thread, kind, sender, listener, tag, answers, call, payload, hash, status, reason) VALUES(?, ?, ?, (SELECT run FROM number WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                message.id().value(),
                lsn,
                now,
                message.thread().value(),
                message.thread().value(),
                message.kind().name(),
                message.sender(),
                message.listener(),
                message.tag(),
                message.answers().map(MessageId::value).orElse(null),
                message.call(),
                message.payload().toByteArray(),
                hash.hex(),
                status.name(),
                reason);
    }

    private void finish(MessageId message, MessageStatus status, String reason) {
        rules.requireOpen(message);
        sql.update(
                "UPDATE message SET status = ?, reason = ? WHERE id = ?",
                status.name(),
                reason,
                message.value());
        drop(message);
    }

    /// The payload of a finished message, when its run keeps none.
    private void drop(MessageId message) {
        sql.update(
                "UPDATE message SET due = 1 WHERE id = ? AND run IN (SELECT id FROM run WHERE pruned IS NOT NULL OR retention = ?)",
                message.value(),
                ON_DELIVERY);
    }

    private void charge(ThreadId thread, Usage usage) {
        rules.requireThread(thread);
        rules.require(
                UPWARD_FITS,
                "thread or one above it would pass 2^63 tokens",
                thread.value(),
                usage.input(),
                usage.output(),
                usage.cacheRead(),
                usage.cacheWrite());
        sql.update(
                UPWARD
                        + "UPDATE thread SET input = input + ?, output = output + ?, cache_read = cache_read + ?, cache_write = cache_write + ? WHERE id IN (SELECT id FROM up)",
                thread.value(),
                usage.input(),
                usage.output(),
                usage.cacheRead(),
                usage.cacheWrite());
    }

    private static final String UPWARD_FITS =
            "NOT EXISTS("
                    + UPWARD
                    + """
                    SELECT 1 FROM thread WHERE id IN (SELECT id FROM up) AND (
                      input > 9223372036854775807 - ? OR output > 9223372036854775807 - ?
                      OR cache_read > 9223372036854775807 - ? OR cache_write > 9223372036854775807 - ?))
                    """;
}
