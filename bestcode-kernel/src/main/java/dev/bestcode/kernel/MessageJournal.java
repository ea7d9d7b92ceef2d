package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The journal, immutable: a small row for each message on the heap, the message in the log.
/// @param rows by message
/// @param order the messages of each LSN, by id
/// @param heads the newest message of each thread, pruned threads included
/// @param open the messages that are dispatched and not finished
record MessageJournal(
        LogReader log,
        LongMap<JournalRow> rows,
        LongMap<LongMap<Long>> order,
        LongMap<Long> heads,
        LongMap<Long> open)
        implements KernelState.Journal {
    static MessageJournal empty(LogReader log) {
        return new MessageJournal(
                log, LongMap.empty(), LongMap.empty(), LongMap.empty(), LongMap.empty());
    }

    boolean knows(ThreadId thread) {
        return heads.contains(thread.value());
    }

    /// @param row of a message that the journal does not have yet
    /// @param thread that it is on
    MessageJournal add(JournalRow row, ThreadId thread) {
        var ofLsn = order.get(row.lsn()).orElse(LongMap.empty()).with(row.id(), row.id());
        return new MessageJournal(
                log,
                rows.with(row.id(), row),
                order.with(row.lsn(), ofLsn),
                heads.with(thread.value(), row.id()),
                row.status() == MessageStatus.DISPATCHED ? open.with(row.id(), row.id()) : open);
    }

    long newestOf(ThreadId thread) {
        return heads.get(thread.value()).orElse(0L);
    }

    JournalRow requireOpen(MessageId message) {
        var row =
                rows.get(message.value())
                        .orElseThrow(
                                () ->
                                        new CommitRejectedException(
                                                "message " + message + " is unknown"));
        if (row.status() != MessageStatus.DISPATCHED) {
            throw new CommitRejectedException(
                    "message %s is %s; only a dispatched one can be finished or retried"
                            .formatted(message, row.status()));
        }
        return row;
    }

    MessageJournal finish(MessageId message, MessageStatus status, String reason) {
        var row = requireOpen(message).withStatus(status, reason);
        return new MessageJournal(
                log, rows.with(row.id(), row), order, heads, open.without(row.id()));
    }

    MessageJournal retry(MessageId message, int attempt) {
        if (attempt < 1) {
            throw new CommitRejectedException(
                    "attempt %d of message %s; allowed from 1".formatted(attempt, message));
        }
        var row = requireOpen(message);
        var changed = row.withAttempts(Math.max(row.attempts(), attempt));
        return new MessageJournal(log, rows.with(row.id(), changed), order, heads, open);
    }

    @Override
    public Optional<JournalEntry> get(MessageId message) {
        return rows.get(message.value()).map(this::entry);
    }

    @Override
    public List<JournalEntry> last(ThreadId thread, int count) {
        var newestFirst = new ArrayList<JournalEntry>();
        long id = newestOf(thread);
        while (id != 0 && newestFirst.size() < count) {
            var row = row(id);
            newestFirst.add(entry(row));
            id = row.previous();
        }
        return List.copyOf(newestFirst.reversed());
    }

    @Override
    public List<JournalEntry> from(long lsn, int count) {
        var entries = new ArrayList<JournalEntry>();
        if (count <= 0) {
            return List.of();
        }
        order.walkFrom(
                Math.max(0, lsn),
                (_, ids) -> {
                    ids.walkFrom(
                            0,
                            (id, _) -> {
                                entries.add(entry(row(id)));
                                return entries.size() < count;
                            });
                    return entries.size() < count;
                });
        return List.copyOf(entries);
    }

    @Override
    public List<JournalEntry> undelivered() {
        return open.values().stream()
                .map(this::row)
                .sorted(JournalRow.IN_ORDER)
                .map(this::entry)
                .toList();
    }

    private JournalRow row(long id) {
        return rows.get(id).orElseThrow();
    }

    private JournalEntry entry(JournalRow row) {
        return switch (log.read(row.extent())) {
            case MessageDispatched(var message) -> entry(row, message, row.reason());
            case MessageRefused(var message, _, var reason) -> entry(row, message, reason);
            case Object other -> throw new IllegalStateException("no message but " + other);
        };
    }

    private static JournalEntry entry(JournalRow row, Message message, String reason) {
        return new JournalEntry(
                row.lsn(),
                Instant.ofEpochMilli(row.timeMillis()),
                message,
                row.payload().toSha256(),
                row.status(),
                reason);
    }
}
