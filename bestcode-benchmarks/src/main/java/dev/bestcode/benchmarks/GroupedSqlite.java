package dev.bestcode.benchmarks;

import java.nio.file.Path;
import java.util.OptionalLong;

/// SQLite behind a batcher: what waits becomes one transaction. What a user of it would have to
/// write to have several writers share a force.
final class GroupedSqlite implements Store {
    private final SqliteStore store;
    private final GroupCommit<SqliteStore.Unit> group;

    GroupedSqlite(Path folder) {
        store = SqliteStore.open(folder);
        group = new GroupCommit<>("sqlite-batcher", store::commit);
    }

    @Override
    public void commit(int thread, Content content) {
        group.commit(new SqliteStore.Unit(thread, content));
    }

    @Override
    public OptionalLong forces() {
        return store.forces();
    }

    @Override
    public void close() {
        group.close();
        store.close();
    }
}
