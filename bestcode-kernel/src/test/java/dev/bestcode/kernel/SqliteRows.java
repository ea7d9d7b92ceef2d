package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Rows of the tables as the api's records.
final class SqliteRows {
    private SqliteRows() {}

    static ThreadRow thread(ResultSet row) throws SQLException {
        return new ThreadRow(
                new ThreadId(row.getLong("id")),
                number(row, "parent").map(ThreadId::new),
                Optional.ofNullable(row.getString("run")).map(RunId::new),
                row.getString("name"),
                row.getString("profile"),
                new Sha256(row.getString("rights")),
                ThreadStatus.valueOf(row.getString("status")));
    }

    static RunRow run(ResultSet row) throws SQLException {
        return new RunRow(
                new RunId(row.getString("id")),
                new ThreadId(row.getLong("thread")),
                retention(row.getString("retention")),
                Instant.ofEpochMilli(row.getLong("started")),
                number(row, "ended").map(Instant::ofEpochMilli),
                Optional.ofNullable(row.getString("pruned")).map(PruneReason::valueOf));
    }

    static String text(Retention retention) {
        return switch (retention) {
            case Retention.Forever() -> "Forever";
            case Retention.PruneOnDelivery() -> "PruneOnDelivery";
            case Retention.Days(int days) -> Integer.toString(days);
        };
    }

    private static Retention retention(String text) {
        return switch (text) {
            case "Forever" -> new Retention.Forever();
            case "PruneOnDelivery" -> new Retention.PruneOnDelivery();
            default -> new Retention.Days(Integer.parseInt(text));
        };
    }

    static SegmentRow page(ResultSet row) throws SQLException {
        var content = row.getBytes("content");
        return new SegmentRow(
                new SegmentId(row.getLong("id")),
                new ThreadId(row.getLong("thread")),
                row.getString("tag"),
                Tier.valueOf(row.getString("tier")),
                new Relevance(row.getDouble("relevance")),
                content.length,
                row.getInt("tokens"),
                row.getInt("summary_tokens"),
                Sha256.of(content),
                row.getBoolean("pinned"),
                row.getLong("version"));
    }

    static JournalEntry entry(ResultSet row) throws SQLException {
        return new JournalEntry(
                row.getLong("lsn"),
                Instant.ofEpochMilli(row.getLong("time")),
                message(row),
                new Sha256(row.getString("hash")),
                MessageStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getBoolean("gone"));
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                new MessageId(row.getLong("id")),
                new ThreadId(row.getLong("thread")),
                Message.Kind.valueOf(row.getString("kind")),
                row.getString("sender"),
                row.getString("listener"),
                row.getString("tag"),
                number(row, "answers").map(MessageId::new),
                row.getString("call"),
                Bytes.of(row.getBytes("payload")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
