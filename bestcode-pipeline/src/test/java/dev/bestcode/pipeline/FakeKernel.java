package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
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
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// A kernel on plain maps. It keeps every transaction with its force, and is strict about what a
/// real one would reject.
final class FakeKernel
        implements Kernel,
                KernelState,
                KernelState.Threads,
                KernelState.Contexts,
                KernelState.Journal {
    /// One commit, as it was asked for.
    record Transaction(long lsn, List<KernelOp> ops, Force force) {}

    private final List<Transaction> transactions = new ArrayList<>();
    private final Map<ThreadId, ThreadRow> rows = new LinkedHashMap<>();
    private final Map<MessageId, JournalEntry> entries = new LinkedHashMap<>();
    private final Map<ThreadId, Map<String, Bytes>> handlerStates = new LinkedHashMap<>();
    private long forced;
    private boolean broken;

    synchronized void breakLog() {
        broken = true;
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
        if (broken) {
            throw new KernelException("the log failed");
        }
        var rowsBefore = new LinkedHashMap<>(rows);
        var entriesBefore = new LinkedHashMap<>(entries);
        long lsn = transactions.size() + 1L;
        try {
            ops.forEach(op -> apply(op, lsn));
        } catch (CommitRejectedException e) {
            rows.clear();
            rows.putAll(rowsBefore);
            entries.clear();
            entries.putAll(entriesBefore);
            throw e;
        }
        transactions.add(new Transaction(lsn, List.copyOf(ops), force));
        forced = force == Force.NOW ? lsn : forced;
        return new Committed(lsn);
    }

    private void apply(KernelOp op, long lsn) {
        switch (op) {
            case KernelOp.ThreadPushed(
                            var id,
                            var parent,
                            var run,
                            var name,
                            var profile,
                            var rights) -> {
                require(!rows.containsKey(id), "thread is there already");
                parent.ifPresent(up -> require(rows.containsKey(up), "no such parent"));
                rows.put(
                        id,
                        new ThreadRow(id, parent, run, name, profile, rights, ThreadStatus.ACTIVE));
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
            }
            case KernelOp.ThreadPruned(var id) -> {
                require(children(id).isEmpty(), "thread has children");
                require(
                        undelivered().stream().noneMatch(e -> e.message().thread().equals(id)),
                        "thread has undelivered messages");
                row(id);
                rows.remove(id);
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
            case KernelOp.HandlerStateSet(var thread, var listener, var bytes) -> {
                row(thread);
                handlerStates
                        .computeIfAbsent(thread, any -> new LinkedHashMap<>())
                        .put(listener, bytes);
            }
            case KernelOp.SegmentAdded segment ->
                    require(segment.tokens() >= 0, "negative tokens"); // a way to be rejected
            case KernelOp.UsageCharged charged -> row(charged.thread());
        }
    }

    private void put(long lsn, Message message, Sha256 hash, MessageStatus status, String why) {
        entries.put(message.id(), new JournalEntry(lsn, Instant.EPOCH, message, hash, status, why));
    }

    private void end(MessageId id, MessageStatus status, String why) {
        require(dispatched(id), "message " + id + " is not under way");
        var entry = get(id).orElseThrow();
        put(entry.lsn(), entry.message(), entry.payloadHash(), status, why);
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
        return Stream.concat(
                                rows.keySet().stream().map(ThreadId::value),
                                entries.keySet().stream().map(MessageId::value))
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)
                + 1;
    }

    @Override
    public Threads threads() {
        return this;
    }

    @Override
    public Contexts contexts() {
        return this;
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
        return Optional.ofNullable(handlerStates.getOrDefault(thread, Map.of()).get(listener));
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
    public synchronized int count() {
        return rows.size();
    }

    @Override
    public List<SegmentRow> segments(ThreadId thread) {
        return List.of();
    }

    @Override
    public Optional<SegmentRow> get(SegmentId segment) {
        return Optional.empty();
    }

    @Override
    public Optional<Bytes> content(SegmentId segment) {
        return Optional.empty();
    }

    @Override
    public synchronized Optional<JournalEntry> get(MessageId message) {
        return Optional.ofNullable(entries.get(message));
    }

    @Override
    public List<JournalEntry> last(ThreadId thread, int count) {
        var all = entries().stream().filter(e -> e.message().thread().equals(thread)).toList();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    @Override
    public List<JournalEntry> from(long lsn, int count) {
        return entries().stream().filter(e -> e.lsn() >= lsn).limit(count).toList();
    }

    @Override
    public List<JournalEntry> undelivered() {
        return entries(MessageStatus.DISPATCHED);
    }
}
