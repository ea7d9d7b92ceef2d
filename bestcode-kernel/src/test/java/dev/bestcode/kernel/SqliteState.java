package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A view of whatever the tables hold when it is asked.
record SqliteState(Sql sql) implements KernelState, KernelState.Contexts, KernelState.Runs {
    @Override
    public long lsn() {
        return sql.number("SELECT lsn FROM kernel");
    }

    @Override
    public long nextId() {
        return sql.number("SELECT newest + 1 FROM kernel");
    }

    @Override
    public Threads threads() {
        return new SqliteThreads(sql);
    }

    @Override
    public Contexts contexts() {
        return this;
    }

    @Override
    public Journal journal() {
        return new SqliteJournal(sql);
    }

    @Override
    public Runs runs() {
        return this;
    }

    @Override
    public Usage usage(ThreadId thread) {
        return sql.first(
                        row ->
                                new Usage(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4)),
                        "SELECT input, output, cache_read, cache_write FROM thread WHERE id = ?",
                        thread.value())
                .orElse(Usage.ZERO);
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener) {
        return sql.first(
                row -> Bytes.of(row.getBytes(1)),
                "SELECT state FROM handler WHERE thread = ? AND listener = ?",
                thread.value(),
                listener);
    }

    @Override
    public OptionalLong handlerStateLsn(ThreadId thread, String listener) {
        return sql.first(
                        row -> OptionalLong.of(row.getLong(1)),
                        """
                        SELECT max(l.lsn) FROM handler_log l JOIN handler h USING (thread, listener)
                        WHERE thread = ? AND listener = ? GROUP BY thread, listener
                        """,
                        thread.value(),
                        listener)
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener, long lsn) {
        return sql.first(
                row -> Bytes.of(row.getBytes(1)),
                """
                SELECT state FROM handler_log l LEFT JOIN run r ON r.id = l.run
                WHERE l.thread = ? AND listener = ? AND lsn = ?
                  AND (r.pruned IS NULL OR EXISTS(
                    SELECT 1 FROM fork f JOIN run n ON n.id = f.run
                    WHERE f.origin = l.run AND f.through >= l.lsn AND n.pruned IS NULL))
                """,
                thread.value(),
                listener,
                lsn);
    }

    @Override
    public Sha256 hash() {
        return sql.first(row -> new Sha256(row.getString(1)), "SELECT hash FROM kernel")
                .orElseThrow();
    }

    @Override
    public List<SegmentRow> segments(ThreadId thread) {
        return sql.query(
                SqliteRows::page,
                "SELECT * FROM page WHERE thread = ? ORDER BY ordinal",
                thread.value());
    }

    @Override
    public Optional<SegmentRow> get(SegmentId segment) {
        return sql.first(SqliteRows::page, "SELECT * FROM page WHERE id = ?", segment.value());
    }

    @Override
    public Optional<Bytes> content(SegmentId segment) {
        return sql.first(
                row -> Bytes.of(row.getBytes(1)),
                "SELECT content FROM page WHERE id = ?",
                segment.value());
    }

    @Override
    public Optional<Bytes> summary(SegmentId segment) {
        return sql.first(
                row -> Bytes.of(row.getBytes(1)),
                "SELECT summary FROM page WHERE id = ? AND summary IS NOT NULL",
                segment.value());
    }

    @Override
    public Optional<RunRow> get(RunId run) {
        return sql.first(SqliteRows::run, "SELECT * FROM run WHERE id = ?", run.value());
    }

    @Override
    public List<RunRow> all() {
        return sql.query(SqliteRows::run, "SELECT * FROM run ORDER BY ordinal");
    }
}
