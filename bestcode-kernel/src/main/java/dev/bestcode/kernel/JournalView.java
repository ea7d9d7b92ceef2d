package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The journal as of one state. The entries are in the log: each is found by its address, and the
/// address by the thread's chain, by the segments' indexes, or by walking on.
record JournalView(State state) implements KernelState.Journal {
    private LogStore log() {
        return state.log();
    }

    @Override
    public Optional<JournalEntry> get(MessageId message) {
        long address =
                state.messages()
                        .byId()
                        .get(message.value())
                        .map(OpenMessage::address)
                        .orElseGet(() -> log().message(message.value()));
        return address == Address.NONE || Address.lsn(address) > state.lsn()
                ? Optional.empty()
                : entry(log().op(address));
    }

    @Override
    public List<JournalEntry> before(ThreadId thread, long lsn, int count) {
        var newestFirst = new ArrayList<JournalEntry>();
        long address = newest(thread);
        while (address != Address.NONE && newestFirst.size() < count) {
            var read = log().op(address);
            if (Address.lsn(address) <= state.lsn() && Address.lsn(address) < lsn) {
                entry(read).ifPresent(newestFirst::add);
            }
            address = before(address, read);
        }
        return List.copyOf(newestFirst.reversed());
    }

    /// A chain leads to older addresses only, or it would not end.
    private long before(long address, LogStore.ReadOp read) {
        long link = read.frame().link();
        if (link >= address) {
            throw log().segmentOf(Address.lsn(address)).damaged(0, Address.lsn(address));
        }
        return link;
    }

    private long newest(ThreadId thread) {
        return state.threadTable()
                .nodes()
                .get(thread.value())
                .map(ThreadNode::newest)
                .orElseGet(() -> log().end(thread));
    }

    @Override
    public List<JournalEntry> from(long lsn, int count) {
        return walk(Math.max(1, lsn), Instant.MAX, count);
    }

    @Override
    public List<JournalEntry> between(Instant from, Instant to, int count) {
        return walk(firstLabelled(from), to, count);
    }

    /// Labels never decrease, so this is a binary search over transactions.
    private long firstLabelled(Instant from) {
        long low = 1;
        long high = state.lsn() + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (Instant.ofEpochMilli(log().timeMillis(middle)).isBefore(from)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<JournalEntry> walk(long from, Instant before, int count) {
        var entries = new ArrayList<JournalEntry>();
        for (long lsn = from; lsn <= state.lsn() && entries.size() < count; lsn++) {
            for (var read : log().ops(lsn)) {
                if (!read.time().isBefore(before)) {
                    return List.copyOf(entries);
                }
                if (entries.size() < count) {
                    entry(read).ifPresent(entries::add);
                }
            }
        }
        return List.copyOf(entries);
    }

    @Override
    public List<JournalEntry> undelivered() {
        return state.messages().byId().values().stream()
                .map(OpenMessage::address)
                .sorted()
                .map(log()::op)
                .flatMap(read -> entry(read).stream())
                .toList();
    }

    /// Empty for an op that adds no entry.
    private Optional<JournalEntry> entry(LogStore.ReadOp read) {
        return switch (read.op()) {
            case MessageDispatched(var message) -> Optional.of(dispatched(read, message));
            case MessageRefused(var message, var payloadHash, var reason) ->
                    Optional.of(entry(read, message, payloadHash, MessageStatus.REFUSED, reason));
            case Object _ -> Optional.empty();
        };
    }

    private JournalEntry dispatched(LogStore.ReadOp read, Message message) {
        var payloadHash = read.frame().sha256().toSha256();
        if (state.messages().contains(message.id().value())) {
            return entry(read, message, payloadHash, MessageStatus.DISPATCHED, "");
        }
        return switch (log().op(log().finish(message.id().value())).op()) {
            case MessageFailed(_, var reason) ->
                    entry(read, message, payloadHash, MessageStatus.FAILED, reason);
            case Object _ -> entry(read, message, payloadHash, MessageStatus.DELIVERED, "");
        };
    }

    private JournalEntry entry(
            LogStore.ReadOp read,
            Message message,
            Sha256 payloadHash,
            MessageStatus status,
            String reason) {
        long lsn = Address.lsn(read.address());
        boolean pruned =
                read.dropped() || state.dropped(read.frame().run(), lsn, message.id().value());
        return new JournalEntry(
                lsn,
                read.time(),
                pruned ? withoutPayload(message) : message,
                payloadHash,
                status,
                pruned ? "" : reason,
                pruned);
    }

    private static Message withoutPayload(Message message) {
        return new Message(
                message.id(),
                message.thread(),
                message.kind(),
                message.sender(),
                message.listener(),
                message.tag(),
                message.answers(),
                message.call(),
                Bytes.EMPTY);
    }
}
