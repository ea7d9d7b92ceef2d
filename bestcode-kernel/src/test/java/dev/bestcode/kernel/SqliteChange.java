package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp;
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
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.OptionalLong;

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

    SqliteChange(Sql sql, long lsn, long now) {
        this.sql = sql;
        this.lsn = lsn;
        this.now = now;
    }

    void apply(KernelOp op) {
        switch (op) {
            case ThreadPushed pushed -> push(pushed);
            case ThreadStatusSet(var thread, var status) -> set(thread, status);
            case ThreadPruned(var thread) -> prune(thread);
            case MessageDispatched(var message) -> {
                requireThread(message.thread());
                write(message, message.payload().sha256(), MessageStatus.DISPATCHED, "");
            }
            case MessageDelivered(var message) -> finish(message, MessageStatus.DELIVERED, "");
            case MessageFailed(var message, var reason) ->
                    finish(message, MessageStatus.FAILED, reason);
            case MessageRetried(var message, int attempt, _) -> {
                requireOpen(message);
                refuseUnless(attempt >= 1, "attempts are counted from 1", attempt);
            }
            case MessageRefused(var message, var hash, var reason) -> {
                require(
                        "EXISTS(SELECT 1 FROM number WHERE id = ?)",
                        "thread never was",
                        message.thread().value());
                write(message, hash, MessageStatus.REFUSED, reason);
                drop(message.id());
            }
            case RunRetained retained -> retain(retained);
            case RunPruned(var run, var reason) -> {
                requireKept(run);
                require(
                        "EXISTS(SELECT 1 FROM run WHERE id = ? AND ended IS NOT NULL)",
                        "run has not ended",
                        run.value());
                prune(run, reason);
            }
            case RunForked(var run, var from, long through) -> {
                requireKept(run);
                require(
                        "NOT EXISTS(SELECT 1 FROM fork WHERE run = ?)",
                        "run is a fork already",
                        run.value());
                requireKept(from);
                requireKeepsPayloads(from);
                refuseUnless(!run.equals(from), "run forks itself", run);
                refuseUnless(through >= 1 && through < lsn, "LSN is not there", through);
                sql.update("INSERT INTO fork VALUES(?, ?, ?)", run.value(), from.value(), through);
            }
            case SegmentAdded added -> add(added);
            case SegmentFolded(var thread, var segment, var summary, int tokens, var seen) -> {
                requirePage(thread, segment, seen);
                refuseUnless(tokens >= 0, "tokens are counted from 0", tokens);
                change(
                        segment,
                        "tier = 'FOLDED', summary = ?, summary_tokens = ?",
                        summary.toByteArray(),
                        tokens);
            }
            case SegmentEvicted(var thread, var segment, var seen) -> {
                requirePage(thread, segment, seen);
                change(segment, "tier = 'EVICTED'");
            }
            case SegmentExpanded(var thread, var segment, var seen) -> {
                requirePage(thread, segment, seen);
                change(segment, "tier = 'EXPANDED'");
            }
            case SegmentRated(var thread, var segment, var relevance, var pinned, var seen) -> {
                requirePage(thread, segment, seen);
                change(segment, "relevance = ?, pinned = ?", relevance.value(), pinned);
            }
            case HandlerStateSet(var thread, var listener, var state) -> {
                requireKeptThread(thread);
                sql.update(
                        "INSERT OR REPLACE INTO handler VALUES(?, ?, ?)",
                        thread.value(),
                        listener,
                        state.toByteArray());
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

    private static void refuseUnless(boolean fits, String otherwise, Object... about) {
        if (!fits) {
            throw new CommitRejectedException(otherwise + ": " + Arrays.toString(about));
        }
    }

    private void require(String condition, String otherwise, @Nullable Object... values) {
        if (!sql.holds(condition, values)) {
            throw new CommitRejectedException(otherwise + ": " + Arrays.toString(values));
        }
    }

    private void requireThread(ThreadId thread) {
        require("EXISTS(SELECT 1 FROM thread WHERE id = ?)", "thread is unknown", thread.value());
    }

    private void requireKept(RunId run) {
        require(
                "EXISTS(SELECT 1 FROM run WHERE id = ? AND pruned IS NULL)",
                "run is unknown or pruned",
                run.value());
    }

    private void requireKeepsPayloads(RunId run) {
        require(
                "NOT EXISTS(SELECT 1 FROM run WHERE id = ? AND retention = 'PruneOnDelivery')",
                "run drops what it delivered",
                run.value());
    }

    private void requireKeptThread(ThreadId thread) {
        requireThread(thread);
        require(
                "NOT EXISTS(SELECT 1 FROM thread t JOIN run r ON r.id = t.run WHERE t.id = ? AND r.pruned IS NOT NULL)",
                "the run of thread is pruned",
                thread.value());
    }

    private void take(long id, @Nullable String run) {
        refuseUnless(id != Long.MAX_VALUE, "no number would follow", id);
        require("NOT EXISTS(SELECT 1 FROM number WHERE id = ?)", "number is taken", id);
        sql.update("INSERT INTO number VALUES(?, ?)", id, run);
        sql.update("UPDATE kernel SET newest = max(newest, ?)", id);
    }

    private void push(ThreadPushed op) {
        var run = op.run().map(RunId::value).orElse(null);
        long depth = op.parent().isPresent() ? depthBelow(op.parent().get()) : 0;
        if (depth == 0) {
            require("NOT EXISTS(SELECT 1 FROM thread)", "there is a root already");
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
            requireKept(op.run().orElseThrow());
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
        requireThread(parent);
        return sql.number("SELECT depth + 1 FROM thread WHERE id = ?", parent.value());
    }

    private void set(ThreadId thread, ThreadStatus status) {
        if (status == ThreadStatus.ACTIVE) {
            requireKeptThread(thread);
            sql.update("UPDATE run SET ended = NULL WHERE thread = ?", thread.value());
        } else {
            requireThread(thread);
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
        requireThread(thread);
        require(
                "NOT EXISTS(SELECT 1 FROM thread WHERE parent = ?)",
                "thread has children",
                thread.value());
        require(
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
        requireKept(op.run());
        if (!wanted.equals(ON_DELIVERY)) {
            requireKeepsPayloads(op.run());
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

    private void requireOpen(MessageId message) {
        require(
                "EXISTS(SELECT 1 FROM message WHERE id = ? AND status = 'DISPATCHED')",
                "message is not to be delivered",
                message.value());
    }

    private void finish(MessageId message, MessageStatus status, String reason) {
        requireOpen(message);
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

    private void add(SegmentAdded op) {
        requireKeptThread(op.thread());
        refuseUnless(op.tokens() >= 0, "tokens are counted from 0", op.tokens());
        take(op.segment().value(), null);
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

    private void requirePage(ThreadId thread, SegmentId segment, OptionalLong seen) {
        require(
                "EXISTS(SELECT 1 FROM page WHERE id = ? AND thread = ?)",
                "segment is no page of thread",
                segment.value(),
                thread.value());
        seen.ifPresent(
                version ->
                        require(
                                "EXISTS(SELECT 1 FROM page WHERE id = ? AND version = ?)",
                                "segment is not at version any more",
                                segment.value(),
                                version));
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

    private void charge(ThreadId thread, Usage usage) {
        requireThread(thread);
        require(
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
