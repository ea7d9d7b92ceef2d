package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.OptionalLong;

/// What the tables ask of an op before it changes them.
record SqliteRules(Sql sql) {
    static void refuseUnless(boolean fits, String otherwise, Object... about) {
        if (!fits) {
            throw new CommitRejectedException(otherwise + ": " + Arrays.toString(about));
        }
    }

    void require(String condition, String otherwise, @Nullable Object... values) {
        if (!sql.holds(condition, values)) {
            throw new CommitRejectedException(otherwise + ": " + Arrays.toString(values));
        }
    }

    void requireThread(ThreadId thread) {
        require("EXISTS(SELECT 1 FROM thread WHERE id = ?)", "thread is unknown", thread.value());
    }

    void requireKept(RunId run) {
        require(
                "EXISTS(SELECT 1 FROM run WHERE id = ? AND pruned IS NULL)",
                "run is unknown or pruned",
                run.value());
    }

    void requireKeepsPayloads(RunId run) {
        require(
                "NOT EXISTS(SELECT 1 FROM run WHERE id = ? AND retention = 'PruneOnDelivery')",
                "run drops what it delivered",
                run.value());
    }

    void requireKeptThread(ThreadId thread) {
        requireThread(thread);
        require(
                "NOT EXISTS(SELECT 1 FROM thread t JOIN run r ON r.id = t.run WHERE t.id = ? AND r.pruned IS NOT NULL)",
                "the run of thread is pruned",
                thread.value());
    }

    void requireOpen(MessageId message) {
        require(
                "EXISTS(SELECT 1 FROM message WHERE id = ? AND status = 'DISPATCHED')",
                "message is not to be delivered",
                message.value());
    }

    void requirePage(ThreadId thread, SegmentId segment, OptionalLong seen) {
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
}
