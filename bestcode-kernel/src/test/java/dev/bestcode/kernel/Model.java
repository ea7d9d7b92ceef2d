package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a kernel must say, in plain maps: a transaction works on a copy of all of it, and every op
/// looks at all of it again. Slow and short, so that it can be read and believed.
final class Model implements KernelState {
    /// @param depth 0 for the root
    record Node(ThreadRow row, int depth) {}

    record Page(SegmentRow row, Bytes content, Optional<Bytes> summary) {}

    /// @param run of its thread, also when that has left the table
    /// @param lastReason why it failed or was refused
    /// @param gone whether retention has dropped its payload
    record Letter(
            long lsn,
            Instant time,
            Message message,
            Optional<RunId> run,
            Sha256 payloadHash,
            MessageStatus status,
            String lastReason,
            boolean gone) {
        boolean open() {
            return status == MessageStatus.DISPATCHED;
        }

        Letter with(Message newMessage, MessageStatus newStatus, String reason, boolean nowGone) {
            return new Letter(lsn, time, newMessage, run, payloadHash, newStatus, reason, nowGone);
        }

        JournalEntry entry() {
            return new JournalEntry(
                    lsn, time, message, payloadHash, status, gone ? "" : lastReason, gone);
        }
    }

    record Fork(RunId run, RunId from, long throughLsn) {}

    record Key(ThreadId thread, String listener) {}

    /// What one transaction set.
    record SetAt(Key key, long lsn) {}

    final long lsn;
    final Instant time;
    final Sha256 hash;
    final TreeSet<Long> used;
    final Map<ThreadId, Node> threads;

    /// Of every thread that ever was, for a refusal that comes late.
    final Map<Long, RunId> runOfThread;

    final Map<RunId, RunRow> runs;
    final List<Fork> forks;
    final Map<SegmentId, Page> pages;
    final Map<MessageId, Letter> letters;
    final Map<Key, Bytes> handlers;
    final Map<SetAt, Bytes> everSet;
    final Map<ThreadId, Usage> accounts;

    private Model() {
        lsn = 0;
        time = Instant.EPOCH;
        hash = CanonicalOps.START;
        used = new TreeSet<>();
        threads = new LinkedHashMap<>();
        runOfThread = new HashMap<>();
        runs = new LinkedHashMap<>();
        forks = new ArrayList<>();
        pages = new LinkedHashMap<>();
        letters = new LinkedHashMap<>();
        handlers = new HashMap<>();
        everSet = new HashMap<>();
        accounts = new HashMap<>();
    }

    private Model(Model before, Instant time, Sha256 hash) {
        lsn = before.lsn + 1;
        this.time = time;
        this.hash = hash;
        used = new TreeSet<>(before.used);
        threads = new LinkedHashMap<>(before.threads);
        runOfThread = new HashMap<>(before.runOfThread);
        runs = new LinkedHashMap<>(before.runs);
        forks = new ArrayList<>(before.forks);
        pages = new LinkedHashMap<>(before.pages);
        letters = new LinkedHashMap<>(before.letters);
        handlers = new HashMap<>(before.handlers);
        everSet = new HashMap<>(before.everSet);
        accounts = new HashMap<>(before.accounts);
    }

    static Model empty() {
        return new Model();
    }

    /// The state after one more transaction; this one stays as it is.
    /// @throws dev.bestcode.api.kernel.CommitRejectedException when an op does not fit
    Model after(List<? extends KernelOp> ops, Instant clock) {
        var label = clock.isAfter(time) ? clock : time;
        var next = new Model(this, label, CanonicalOps.chain(hash, label.toEpochMilli(), ops));
        ops.forEach(op -> new ModelChange(next).apply(op));
        return next;
    }

    /// The run of a thread that is in the table.
    Optional<RunRow> runOf(ThreadId thread) {
        return Optional.ofNullable(threads.get(thread))
                .flatMap(node -> node.row().run())
                .map(runs::get);
    }

    void dropContext(Predicate<ThreadId> of) {
        pages.values().removeIf(page -> of.test(page.row().thread()));
        handlers.keySet().removeIf(key -> of.test(key.thread()));
    }

    void replace(RunRow run, Retention retention, Optional<PruneReason> pruned) {
        runs.put(
                run.id(),
                new RunRow(
                        run.id(), run.thread(), retention, run.startedAt(), run.endedAt(), pruned));
    }

    @Override
    public long lsn() {
        return lsn;
    }

    @Override
    public long nextId() {
        return used.isEmpty() ? 1 : used.last() + 1;
    }

    @Override
    public Threads threads() {
        return new ModelThreads(this);
    }

    @Override
    public Contexts contexts() {
        return new ModelContexts(pages);
    }

    @Override
    public Journal journal() {
        return new ModelJournal(letters);
    }

    @Override
    public Runs runs() {
        return new Runs() {
            @Override
            public Optional<RunRow> get(RunId run) {
                return Optional.ofNullable(runs.get(run));
            }

            @Override
            public List<RunRow> all() {
                return List.copyOf(runs.values());
            }
        };
    }

    @Override
    public Usage usage(ThreadId thread) {
        return accounts.getOrDefault(thread, Usage.ZERO);
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener) {
        return Optional.ofNullable(handlers.get(new Key(thread, listener)));
    }

    @Override
    public OptionalLong handlerStateLsn(ThreadId thread, String listener) {
        var key = new Key(thread, listener);
        return handlers.containsKey(key)
                ? everSet.keySet().stream()
                        .filter(set -> set.key().equals(key))
                        .mapToLong(SetAt::lsn)
                        .max()
                : OptionalLong.empty();
    }

    @Override
    public Optional<Bytes> handlerState(ThreadId thread, String listener, long at) {
        var set = Optional.ofNullable(everSet.get(new SetAt(new Key(thread, listener), at)));
        var run = Optional.ofNullable(runOfThread.get(thread.value())).map(runs::get);
        return set.filter(_ -> run.isEmpty() || new ModelRetention(this).keeps(run.get(), at));
    }

    @Override
    public Sha256 hash() {
        return hash;
    }
}
