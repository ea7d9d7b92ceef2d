package dev.bestcode.acp;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A thread table and a journal in memory, as far as sessions look at them.
final class FakeState implements KernelState {
    private final Map<ThreadId, ThreadRow> rows = new LinkedHashMap<>();
    private final List<JournalEntry> entries = new ArrayList<>();

    /// Without a parent it is the first of the run.
    void thread(long id, RunId run, Optional<ThreadId> parent, ThreadStatus status) {
        var thread = new ThreadId(id);
        rows.put(
                thread,
                new ThreadRow(
                        thread,
                        parent,
                        Optional.of(run),
                        "coder",
                        "coding",
                        Sha256.of(new byte[0]),
                        status));
    }

    void entry(long lsn, Message message) {
        entries.add(
                new JournalEntry(
                        lsn,
                        Instant.EPOCH,
                        message,
                        message.payload().sha256(),
                        MessageStatus.DELIVERED,
                        "",
                        false));
    }

    @Override
    public Threads threads() {
        return new Threads() {
            @Override
            public Optional<ThreadRow> get(ThreadId thread) {
                return Optional.ofNullable(rows.get(thread));
            }

            @Override
            public Optional<ThreadRow> ofRun(RunId run) {
                return rows.values().stream()
                        .filter(row -> row.run().equals(Optional.of(run)))
                        .filter(row -> row.parent().isEmpty())
                        .findFirst();
            }

            @Override
            public Optional<ThreadRow> root() {
                return Optional.empty();
            }

            @Override
            public List<ThreadRow> children(ThreadId thread) {
                return List.of();
            }

            @Override
            public String path(ThreadId thread) {
                return "root";
            }

            @Override
            public List<ThreadRow> withStatus(ThreadStatus status) {
                return List.of();
            }

            @Override
            public int count() {
                return rows.size();
            }
        };
    }

    @Override
    public Journal journal() {
        return new Journal() {
            @Override
            public Optional<JournalEntry> get(MessageId message) {
                return entries.stream().filter(it -> it.message().id().equals(message)).findFirst();
            }

            @Override
            public List<JournalEntry> before(ThreadId thread, long lsn, int count) {
                return entries.stream().filter(it -> it.message().thread().equals(thread)).toList();
            }

            @Override
            public List<JournalEntry> from(long lsn, int count) {
                return List.of();
            }

            @Override
            public List<JournalEntry> between(Instant from, Instant to, int count) {
                return List.of();
            }

            @Override
            public List<JournalEntry> undelivered() {
                return List.of();
            }
        };
    }

    @Override
    public long lsn() {
        return entries.size();
    }

    @Override
    public long nextId() {
        return 1;
    }

    @Override
    public Contexts contexts() {
        throw new UnsupportedOperationException("no session looks at contexts");
    }

    @Override
    public Runs runs() {
        throw new UnsupportedOperationException("no session looks at the table of runs");
    }

    @Override
    public Usage usage(ThreadId thread) {
        return Usage.ZERO;
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener) {
        return Optional.empty();
    }

    @Override
    public OptionalLong handlerStateLsn(ThreadId thread, String listener) {
        return OptionalLong.empty();
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener, long lsn) {
        return Optional.empty();
    }

    @Override
    public Sha256 hash() {
        return Sha256.of(new byte[0]);
    }
}
