package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.ContentStore;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Sha256;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/// A kernel on plain SQLite tables, every commit forced: the oracle of the differential tests and
/// the yardstick of the bench.
///
/// One thing it does not promise: [#state] is a view of the newest state, not a state that stays.
final class SqliteKernel implements Kernel, ContentStore {
    private final Sql sql;
    private final InstantSource clock;
    private final ReentrantLock writer = new ReentrantLock();
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private boolean closed;

    private SqliteKernel(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @throws KernelLockedException when the file has another owner
    static SqliteKernel open(Path file, InstantSource clock) {
        return connect("jdbc:sqlite:" + file, clock);
    }

    static SqliteKernel inMemory(InstantSource clock) {
        return connect("jdbc:sqlite::memory:", clock);
    }

    private static SqliteKernel connect(String url, InstantSource clock) {
        try {
            var sql = new Sql(DriverManager.getConnection(url));
            try {
                sql.script(SqliteSchema.PRAGMAS);
                sql.transaction(
                        () -> {
                            sql.script(SqliteSchema.TABLES);
                            return sql.update(
                                    "INSERT OR IGNORE INTO kernel VALUES(1, 0, 0, 0, ?)",
                                    CanonicalOps.START.hex());
                        });
            } catch (KernelException e) {
                sql.close();
                throw new KernelLockedException(url + " cannot be owned; close its owner", e);
            }
            return new SqliteKernel(sql, clock);
        } catch (SQLException e) {
            throw new KernelException(url + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Committed commit(List<? extends KernelOp> ops, Force force) {
        writer.lock();
        try {
            requireOpen();
            var committed = new Committed(sql.transaction(() -> apply(ops)));
            listeners.removeIf(listener -> !ModelKernel.told(listener, committed.lsn()));
            return committed;
        } finally {
            writer.unlock();
        }
    }

    /// @return its LSN
    private long apply(List<? extends KernelOp> ops) {
        long lsn = sql.number("SELECT lsn FROM kernel") + 1;
        long now = Math.max(clock.millis(), sql.number("SELECT time FROM kernel"));
        var before = state().hash();
        var change = new SqliteChange(sql, lsn, now);
        ops.forEach(change::apply);
        sql.update(
                "UPDATE kernel SET lsn = ?, time = ?, hash = ?",
                lsn,
                now,
                CanonicalOps.chain(before, now, ops).hex());
        return lsn;
    }

    private void requireOpen() {
        if (closed) {
            throw new KernelException("the kernel is closed");
        }
    }

    @Override
    public KernelState state() {
        return new SqliteState(sql);
    }

    @Override
    public ContentStore content() {
        return this;
    }

    @Override
    public Sha256 put(Bytes content) {
        var hash = content.sha256();
        sql.update("INSERT OR IGNORE INTO content VALUES(?, ?)", hash.hex(), content.toByteArray());
        return hash;
    }

    @Override
    public Optional<Bytes> get(Sha256 sha256) {
        return sql.first(
                row -> Bytes.of(row.getBytes(1)),
                "SELECT bytes FROM content WHERE sha = ?",
                sha256.hex());
    }

    @Override
    public long forcedLsn() {
        return state().lsn();
    }

    @Override
    public void onForced(LongConsumer listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        writer.lock();
        try {
            if (!closed) {
                closed = true;
                sql.close();
            }
        } finally {
            writer.unlock();
        }
    }
}
