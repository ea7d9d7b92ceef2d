package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.ContentStore;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.PruneReason;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A kernel on plain maps. It keeps every transaction with its force, and is strict about what a
/// real one would reject.
final class FakeKernel implements Kernel, KernelState, KernelState.Threads, KernelState.Journal {
    /// One commit, as it was asked for.
    record Transaction(long lsn, List<KernelOp> ops, Force force) {}

    private final List<Transaction> transactions = new ArrayList<>();
    private final Map<ThreadId, ThreadRow> rows = new LinkedHashMap<>();
    private final Map<MessageId, JournalEntry> entries = new LinkedHashMap<>();
    private final Blobs blobs = new Blobs(new ConcurrentHashMap<>());
    private FakeContexts contexts = new FakeContexts();
    private FakeRuns runs = new FakeRuns();
    private long forced;
    private boolean broken;
    private int breaksAt = Integer.MAX_VALUE;

    synchronized void breakLog() {
        broken = true;
    }

    /// Let so many more commits pass, and no other.
    synchronized void breakLogAfter(int commits) {
        breaksAt = transactions.size() + commits;
    }

    synchronized List<Transaction> transactions() {
        return List.copyOf(transactions);
    }

    synchronized long forces() {
        return transactions.stream().filter(each -> each.force() == Force.NOW).count();
    }

    synchronized List<JournalEntry> entries() {
        return List.copyOf(entries.values());
    }

    synchronized List<JournalEntry> entries(MessageStatus status) {
        return entries.values().stream().filter(e -> e.status() == status).toList();
    }

    synchronized List<String> paths() {
        return rows.keySet().stream().map(this::path).toList();
    }

    @Override
    public synchronized Committed commit(List<? extends KernelOp> ops, Force force) {
        if (broken || transactions.size() >= breaksAt) {
            throw new KernelException("the log failed");
        }
        var rowsBefore = new LinkedHashMap<>(rows);
        var entriesBefore = new LinkedHashMap<>(entries);
        var contextsBefore = new FakeContexts(contexts);
        var runsBefore = new FakeRuns(runs);
        long lsn = transactions.size() + 1L;
        try {
            ops.forEach(op -> apply(op, lsn));
        } catch (CommitRejectedException e) {
            rows.clear();
            rows.putAll(rowsBefore);
            entries.clear();
            entries.putAll(entriesBefore);
            contexts = contextsBefore;
            runs = runsBefore;
            throw e;
        }
        transactions.add(new Transaction(lsn, List.copyOf(ops), force));
        forced = force == Force.NOW ? lsn : forced;
        return new Committed(lsn);
    }

    private void apply(KernelOp op, long lsn) {
        switch (op) {
            case KernelOp.ThreadPushed pushed -> {
                var id = pushed.thread();
                var parent = pushed.parent();
                require(!rows.containsKey(id), "thread is there already");
                parent.ifPresent(up -> require(rows.containsKey(up), "no such parent"));
                rows.put(
                        id,
                        new ThreadRow(
                                id,
                                parent,
                                pushed.run(),
                                pushed.name(),
                                pushed.profile(),
                                pushed.rights(),
                                ThreadStatus.ACTIVE));
                runs.pushed(pushed);
            }
            case KernelOp.ThreadStatusSet(var id, var status) -> {
                var row = row(id);
                rows.put(
                        id,
                        new ThreadRow(
                                id,
                                row.parent(),
                                row.run(),
                                row.name(),
                                row.profile(),
                                row.rights(),
                                status));
                runs.statusSet(id, status).ifPresent(run -> prune(run, PruneReason.DELIVERED));
            }
            case KernelOp.ThreadPruned(var id) -> {
                require(children(id).isEmpty(), "thread has children");
                require(
                        undelivered().stream().noneMatch(e -> e.message().thread().equals(id)),
                        "thread has undelivered messages");
                row(id);
                rows.remove(id);
                contexts.drop(id::equals);
            }
            case KernelOp.MessageDispatched(var message) -> {
                row(message.thread());
                require(!entries.containsKey(message.id()), "message is there already");
                put(lsn, message, message.payload().sha256(), MessageStatus.DISPATCHED, "");
            }
            case KernelOp.MessageDelivered(var id) -> end(id, MessageStatus.DELIVERED, "");
            case KernelOp.MessageFailed(var id, var why) -> end(id, MessageStatus.FAILED, why);
            case KernelOp.MessageRetried(var id, var attempt, var why) ->
                    require(dispatched(id), "message is not under way");
            case KernelOp.MessageRefused(var message, var hash, var why) -> {
                row(message.thread());
                put(lsn, message, hash, MessageStatus.REFUSED, why);
            }
            case KernelOp.RunRetained(var run, var retention) -> runs.retained(run, retention);
            case KernelOp.RunPruned(var run, var reason) -> prune(run, reason);
            case KernelOp.RunForked(var run, var from, var through) -> runs.forked(run, from);
            case KernelOp.StateOp own -> {
                row(own.thread());
                runs.requireKept(own.thread());
                contexts.apply(own, lsn);
            }
        }
    }

    /// What is under way stays until it has ended.
    private void prune(RunId run, PruneReason reason) {
        runs.pruned(run, reason);
        contexts.drop(thread -> runs.isOf(thread, run));
        entries.replaceAll(
                (id, entry) ->
                        runs.isOf(entry.message().thread(), run) && !dispatched(id)
                                ? withoutPayload(entry)
                                : entry);
    }

    private static JournalEntry withoutPayload(JournalEntry entry) {
        var message = entry.message();
        var emptied =
                new Message(
                        message.id(),
                        message.thread(),
                        message.kind(),
                        message.sender(),
                        message.listener(),
                        message.tag(),
                        message.answers(),
                        message.call(),
                        Bytes.EMPTY);
        return new JournalEntry(
                entry.lsn(),
                entry.time(),
                emptied,
                entry.payloadHash(),
                entry.status(),
                entry.reason(),
                /* pruned= */ true);
    }

    private void put(long lsn, Message message, Sha256 hash, MessageStatus status, String why) {
        entries.put(
                message.id(),
                new JournalEntry(lsn, Instant.EPOCH, message, hash, status, why, false));
    }

    private void end(MessageId id, MessageStatus status, String why) {
        require(dispatched(id), "message " + id + " is not under way");
        var entry = get(id).orElseThrow();
        put(entry.lsn(), entry.message(), entry.payloadHash(), status, why);
        if (runs.dropsPayloads(entry.message().thread())) {
            entries.computeIfPresent(id, (any, ended) -> withoutPayload(ended));
        }
    }

    private boolean dispatched(MessageId id) {
        return entries.containsKey(id) && entries.get(id).status() == MessageStatus.DISPATCHED;
    }

    private ThreadRow row(ThreadId id) {
        return get(id).orElseThrow(() -> new CommitRejectedException("there is no thread " + id));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new CommitRejectedException(message);
        }
    }

    @Override
    public KernelState state() {
        return this;
    }

    @Override
    public synchronized long forcedLsn() {
        return forced;
    }

    @Override
    public ContentStore content() {
        return blobs;
    }

    /// Nothing is forced here but by a commit, whose caller looks for itself.
    @Override
    public void onForced(LongConsumer listener) {}

    @Override
    public void close() {}

    @Override
    public synchronized long lsn() {
        return transactions.size();
    }

    @Override
    public synchronized long nextId() {
        var ownIds =
                Stream.concat(
                                rows.keySet().stream().map(ThreadId::value),
                                entries.keySet().stream().map(MessageId::value))
                        .mapToLong(Long::longValue);
        return LongStream.concat(ownIds, contexts.ids()).max().orElse(0) + 1;
    }

    @Override
    public Threads threads() {
        return this;
    }

    @Override
    public synchronized Contexts contexts() {
        return new FakeContexts(contexts);
    }

    @Override
    public synchronized Runs runs() {
        return new FakeRuns(runs);
    }

    @Override
    public Journal journal() {
        return this;
    }

    @Override
    public Usage usage(ThreadId thread) {
        return Usage.ZERO;
    }

    @Override
    public synchronized Optional<Bytes> handlerState(ThreadId thread, String listener) {
        return contexts.handlerState(thread, listener);
    }

    @Override
    public synchronized OptionalLong handlerStateLsn(ThreadId thread, String listener) {
        return contexts.handlerStateLsn(thread, listener);
    }

    @Override
    public synchronized Optional<Bytes> handlerState(ThreadId thread, String listener, long at) {
        return contexts.handlerState(thread, listener, at);
    }

    @Override
    public Sha256 hash() {
        return Sha256.of(new byte[0]);
    }

    @Override
    public synchronized Optional<ThreadRow> get(ThreadId thread) {
        return Optional.ofNullable(rows.get(thread));
    }

    @Override
    public synchronized Optional<ThreadRow> root() {
        return rows.values().stream().filter(row -> row.parent().isEmpty()).findFirst();
    }

    @Override
    public synchronized List<ThreadRow> children(ThreadId thread) {
        return rows.values().stream()
                .filter(row -> row.parent().equals(Optional.of(thread)))
                .toList();
    }

    @Override
    public synchronized String path(ThreadId thread) {
        var row = row(thread);
        return row.parent().map(up -> path(up) + "." + row.name()).orElse(row.name());
    }

    @Override
    public synchronized Optional<ThreadRow> ofRun(RunId run) {
        return rows.values().stream().filter(row -> row.run().equals(Optional.of(run))).findFirst();
    }

    @Override
    public synchronized List<ThreadRow> withStatus(ThreadStatus status) {
        return rows.values().stream().filter(row -> row.status() == status).toList();
    }

    @Override
    public synchronized int count() {
        return rows.size();
    }

    @Override
    public synchronized Optional<JournalEntry> get(MessageId message) {
        return Optional.ofNullable(entries.get(message));
    }

    @Override
    public List<JournalEntry> before(ThreadId thread, long lsn, int count) {
        var all =
                entries().stream()
                        .filter(e -> e.message().thread().equals(thread) && e.lsn() < lsn)
                        .toList();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    @Override
    public List<JournalEntry> from(long lsn, int count) {
        return entries().stream().filter(e -> e.lsn() >= lsn).limit(count).toList();
    }

    @Override
    public List<JournalEntry> between(Instant from, Instant to, int count) {
        return entries().stream()
                .filter(e -> !e.time().isBefore(from) && e.time().isBefore(to))
                .limit(count)
                .toList();
    }

    @Override
    public List<JournalEntry> undelivered() {
        return entries(MessageStatus.DISPATCHED);
    }

    private record Blobs(Map<Sha256, Bytes> byHash) implements ContentStore {
        @Override
        public Sha256 put(Bytes content) {
            byHash.put(content.sha256(), content);
            return content.sha256();
        }

        @Override
        public Optional<Bytes> get(Sha256 sha256) {
            return Optional.ofNullable(byHash.get(sha256));
        }
    }
}
