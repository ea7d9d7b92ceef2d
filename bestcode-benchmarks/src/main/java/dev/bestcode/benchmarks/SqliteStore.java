package dev.bestcode.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// SQLite with a write-ahead log that is forced at each commit. One connection behind a lock: with
/// one for each worker, they would poll for the database's own lock and get less done.
/// @see "SQLite, PRAGMA synchronous"
final class SqliteStore implements Store {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Connection connection;
    private final PreparedStatement message;
    private final PreparedStatement threadRow;
    private final PreparedStatement contextRow;

    /// A unit that is to be committed together with others.
    record Unit(int thread, Content content) {}

    private SqliteStore(Connection connection) throws SQLException {
        this.connection = connection;
        message = connection.prepareStatement("INSERT INTO message (thread, body) VALUES (?, ?)");
        threadRow = connection.prepareStatement("REPLACE INTO thread_row VALUES (?, ?)");
        contextRow = connection.prepareStatement("REPLACE INTO context_row VALUES (?, ?)");
    }

    /// Open the database of a folder, made when it is not there.
    static SqliteStore open(Path folder) {
        try {
            var connection = connect(folder);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS message (seq INTEGER PRIMARY KEY, thread INTEGER NOT NULL, body BLOB NOT NULL)");
                statement.execute(
                        "CREATE INDEX IF NOT EXISTS message_of_thread ON message (thread, seq)");
                for (var table : List.of("thread_row", "context_row")) {
                    statement.execute(
                            "CREATE TABLE IF NOT EXISTS "
                                    + table
                                    + " (thread INTEGER PRIMARY KEY, row BLOB NOT NULL)");
                }
            }
            connection.setAutoCommit(false);
            return new SqliteStore(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite in " + folder, e);
        }
    }

    private static Connection connect(Path folder) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("db"));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
        }
        return connection;
    }

    @Override
    public void commit(int thread, Content content) {
        commit(List.of(new Unit(thread, content)));
    }

    /// One transaction for all of them.
    void commit(List<Unit> units) {
        lock.lock();
        try {
            for (var unit : units) {
                insert(message, unit.thread(), unit.content().message().toByteArray());
                insert(threadRow, unit.thread(), unit.content().threadRow().toByteArray());
                insert(contextRow, unit.thread(), unit.content().contextRow().toByteArray());
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite refused a commit", e);
        } finally {
            lock.unlock();
        }
    }

    private static void insert(PreparedStatement statement, int thread, byte[] bytes)
            throws SQLException {
        statement.setInt(1, thread);
        statement.setBytes(2, bytes);
        statement.executeUpdate();
    }

    /// The last messages of a thread, newest first.
    /// @return how many there were
    int readLast(int thread, int count) {
        try (var select =
                connection.prepareStatement(
                        "SELECT body FROM message WHERE thread = ? ORDER BY seq DESC LIMIT ?")) {
            select.setInt(1, thread);
            select.setInt(2, count);
            try (var rows = select.executeQuery()) {
                int found = 0;
                while (rows.next()) {
                    found += rows.getBytes(1).length / Content.MESSAGE_BYTES;
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite refused a query", e);
        }
    }

    /// One message by its number, from 0.
    /// @return whether it is there
    boolean readOne(long number) {
        try (var select = connection.prepareStatement("SELECT body FROM message WHERE seq = ?")) {
            select.setLong(1, number + 1);
            try (var rows = select.executeQuery()) {
                return rows.next() && rows.getBytes(1).length == Content.MESSAGE_BYTES;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite refused a query", e);
        }
    }

    @Override
    public OptionalLong forces() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite did not close", e);
        }
    }
}
