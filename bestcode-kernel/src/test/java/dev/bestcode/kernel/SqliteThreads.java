package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;

import java.util.List;
import java.util.Optional;

/// The thread table, asked in SQL.
record SqliteThreads(Sql sql) implements KernelState.Threads {
    @Override
    public Optional<ThreadRow> get(ThreadId thread) {
        return sql.first(SqliteRows::thread, "SELECT * FROM thread WHERE id = ?", thread.value());
    }

    @Override
    public Optional<ThreadRow> root() {
        return sql.first(SqliteRows::thread, "SELECT * FROM thread WHERE parent IS NULL");
    }

    @Override
    public List<ThreadRow> children(ThreadId thread) {
        return sql.query(
                SqliteRows::thread,
                "SELECT * FROM thread WHERE parent = ? ORDER BY ordinal",
                thread.value());
    }

    @Override
    public String path(ThreadId thread) {
        var names =
                sql.query(
                        row -> row.getString(1),
                        """
                        WITH RECURSIVE up(name, above, depth) AS (
                          SELECT name, parent, depth FROM thread WHERE id = ?
                          UNION ALL
                          SELECT t.name, t.parent, t.depth FROM thread t JOIN up ON t.id = up.above)
                        SELECT name FROM up ORDER BY depth
                        """,
                        thread.value());
        return String.join(".", names);
    }

    @Override
    public Optional<ThreadRow> ofRun(RunId run) {
        return sql.first(
                SqliteRows::thread,
                "SELECT * FROM thread WHERE id = (SELECT thread FROM run WHERE id = ?)",
                run.value());
    }

    @Override
    public List<ThreadRow> withStatus(ThreadStatus status) {
        return sql.query(
                SqliteRows::thread,
                "SELECT * FROM thread WHERE status = ? ORDER BY ordinal",
                status.name());
    }

    @Override
    public int count() {
        return Math.toIntExact(sql.number("SELECT count(*) FROM thread"));
    }
}
