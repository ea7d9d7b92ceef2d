package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One connection, used by one worker at a time; statements are prepared once.
final class Sql implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Sql(Connection connection) {
        this.connection = connection;
    }

    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws SQLException;
    }

    /// All that the work writes, or when it throws nothing of it.
    <T> T transaction(Supplier<T> work) {
        return attempt(
                () -> {
                    execute("BEGIN IMMEDIATE");
                    try {
                        var result = work.get();
                        execute("COMMIT");
                        return result;
                    } catch (RuntimeException e) {
                        execute("ROLLBACK");
                        throw e;
                    }
                });
    }

    /// Statements without parameters, in order.
    void script(List<String> script) {
        attempt(
                () -> {
                    for (var statement : script) {
                        execute(statement);
                    }
                    return script;
                });
    }

    private void execute(String statement) throws SQLException {
        try (var once = connection.createStatement()) {
            once.execute(statement);
        }
    }

    /// @return how many rows it changed
    int update(String statement, @Nullable Object... values) {
        return attempt(() -> prepared(statement, values).executeUpdate());
    }

    <T> List<T> query(RowReader<T> reader, String statement, @Nullable Object... values) {
        return attempt(
                () -> {
                    var rows = new ArrayList<T>();
                    try (var found = prepared(statement, values).executeQuery()) {
                        while (found.next()) {
                            rows.add(reader.read(found));
                        }
                    }
                    return List.copyOf(rows);
                });
    }

    <T> Optional<T> first(RowReader<T> reader, String statement, @Nullable Object... values) {
        return query(reader, statement, values).stream().findFirst();
    }

    /// The first column of the only row.
    long number(String statement, @Nullable Object... values) {
        return first(row -> row.getLong(1), statement, values).orElseThrow();
    }

    boolean holds(String condition, @Nullable Object... values) {
        return number("SELECT " + condition, values) != 0;
    }

    private PreparedStatement prepared(String statement, @Nullable Object... values)
            throws SQLException {
        var prepared = statements.get(statement);
        if (prepared == null) {
            prepared = connection.prepareStatement(statement);
            statements.put(statement, prepared);
        }
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i]);
        }
        return prepared;
    }

    private <T> T attempt(Call<T> call) {
        lock.lock();
        try {
            return call.run();
        } catch (SQLException e) {
            throw new KernelException("SQLite: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        attempt(
                () -> {
                    connection.close();
                    return connection;
                });
    }
}
