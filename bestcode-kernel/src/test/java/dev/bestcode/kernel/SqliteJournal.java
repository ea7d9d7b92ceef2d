package dev.bestcode.kernel;

import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The journal, asked in SQL.
record SqliteJournal(Sql sql) implements KernelState.Journal {
    @Override
    public Optional<JournalEntry> get(MessageId message) {
        return sql.first(SqliteRows::entry, "SELECT * FROM message WHERE id = ?", message.value());
    }

    @Override
    public List<JournalEntry> before(ThreadId thread, long lsn, int count) {
        return sql.query(
                        SqliteRows::entry,
                        "SELECT * FROM message WHERE thread = ? AND lsn < ? ORDER BY ordinal DESC LIMIT ?",
                        thread.value(),
                        lsn,
                        Math.max(0, count))
                .reversed();
    }

    @Override
    public List<JournalEntry> from(long lsn, int count) {
        return sql.query(
                SqliteRows::entry,
                "SELECT * FROM message WHERE lsn >= ? ORDER BY ordinal LIMIT ?",
                lsn,
                Math.max(0, count));
    }

    @Override
    public List<JournalEntry> between(Instant from, Instant to, int count) {
        return sql.query(
                SqliteRows::entry,
                "SELECT * FROM message WHERE time >= ? AND time < ? ORDER BY ordinal LIMIT ?",
                ceilMillis(from),
                ceilMillis(to),
                Math.max(0, count));
    }

    /// Labels are whole milliseconds, so an instant between two stands for the later one.
    private static long ceilMillis(Instant instant) {
        if (instant.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))) {
            return Long.MAX_VALUE;
        }
        if (instant.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return instant.plusNanos(999_999).toEpochMilli();
    }

    @Override
    public List<JournalEntry> undelivered() {
        return sql.query(
                SqliteRows::entry,
                "SELECT * FROM message WHERE status = 'DISPATCHED' ORDER BY ordinal");
    }
}
