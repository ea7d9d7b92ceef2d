package dev.bestcode.kernel;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.TreeMap;

/// SHA-256 over a walk of the state in the order of numbers and names.
///
/// Where something lies in the log is left out, for a seal may move it. A message or page counts by
/// the SHA-256 of its content and the length and CRC32C of its op, so the walk reads no disk.
final class StateHash {
    private final MessageDigest digest = Sha256.newDigest();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    private StateHash() {}

    static Sha256 of(State state) {
        var hash = new StateHash();
        hash.add(state.lsn());
        hash.add(state.timeMillis());
        hash.add(state.nextId());
        state.ids().words().walkFrom(0, (key, word) -> hash.add(key).add(word).more());
        hash.addThreads(state.threads());
        hash.addPages(state.contexts());
        hash.addMessages(state.journal());
        hash.addHandlerStates(state.handlerStates());
        hash.addAccounts(state.ledger());
        return Sha256.ofDigest(hash.digest.digest());
    }

    private void addThreads(ThreadTable threads) {
        add(threads.count());
        add(threads.pushed());
        for (var node : threads.nodes().values()) {
            var row = node.row();
            add(row.id().value()).add(row.parent().map(ThreadId::value).orElse(0L));
            add(row.run().map(RunId::value).orElse("")).add(row.name()).add(row.profile());
            add(row.rights().hex()).add(row.status().name());
            add(node.depth()).add(node.ordinal());
        }
    }

    private void addPages(ContextTable contexts) {
        add(contexts.pages().size());
        add(contexts.added());
        contexts.byThread()
                .walkFrom(
                        0,
                        (thread, pages) -> {
                            add(thread).add(pages.size());
                            pages.values().forEach(this::addPage);
                            return true;
                        });
    }

    private void addPage(ContextTable.Page page) {
        add(page.id().value()).add(page.tag()).add(page.tier().name());
        add(Double.doubleToRawLongBits(page.relevance().value()));
        add(page.size()).add(page.tokens()).add(page.pinned() ? 1 : 0);
        add(page.content()).add(page.extent());
    }

    private void addMessages(MessageJournal journal) {
        add(journal.rows().size());
        for (var row : journal.rows().values()) {
            add(row.id()).add(row.lsn()).add(row.timeMillis()).add(row.previous());
            add(row.status().name()).add(row.attempts()).add(row.reason());
            add(row.payload()).add(row.extent());
        }
        journal.heads().walkFrom(0, (thread, newest) -> add(thread).add(newest).more());
    }

    private void addHandlerStates(HandlerStates states) {
        add(states.byThread().size());
        states.byThread()
                .walkFrom(
                        0,
                        (thread, byListener) -> {
                            add(thread).add(byListener.size());
                            new TreeMap<>(byListener)
                                    .forEach(
                                            (listener, state) ->
                                                    add(listener).add(state.toByteArray()));
                            return true;
                        });
    }

    private void addAccounts(Ledger ledger) {
        add(ledger.accounts().size());
        ledger.accounts()
                .walkFrom(
                        0,
                        (thread, usage) ->
                                add(thread)
                                        .add(usage.input())
                                        .add(usage.output())
                                        .add(usage.cacheRead())
                                        .add(usage.cacheWrite())
                                        .more());
    }

    /// Ends a visit that wants the next entry.
    private boolean more() {
        return true;
    }

    private StateHash add(long value) {
        digest.update(number.clear().putLong(value).flip());
        return this;
    }

    private StateHash add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    private StateHash add(byte[] bytes) {
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    private StateHash add(Digest content) {
        return add(content.a()).add(content.b()).add(content.c()).add(content.d());
    }

    private StateHash add(Extent extent) {
        return add(extent.length()).add(extent.crc32c());
    }
}
