package dev.bestcode.kernel;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// SHA-256 over a walk of the state in the order of numbers and names.
///
/// Content counts by its SHA-256 and its address, never by where a file has it, so the walk reads
/// no disk and a copy of a segment changes nothing. Finished messages count by the chain.
final class StateHash {
    private final MessageDigest digest = Sha256.newDigest();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    private StateHash() {}

    static Sha256 of(State state) {
        var hash = new StateHash();
        hash.add(state.lsn()).add(state.timeMillis()).add(state.chain());
        hash.add(state.clock().believedMillis()).add(state.clock().suspectMillis());
        hash.add(state.ids().topFirst()).add(state.ids().topLast());
        state.ids().ends().entries().forEach(range -> hash.add(range.key()).add(range.value()));
        hash.addThreads(state.threads());
        hash.addPages(state.pages());
        hash.addMessages(state.messages());
        hash.addRuns(state.runs());
        hash.addHandlerStates(state.handlerStates());
        hash.addAccounts(state.ledger());
        hash.addBlobs(state.blobs());
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
            add(node.run()).add(node.depth()).add(node.ordinal()).add(node.newest());
        }
    }

    private void addPages(ContextTable pages) {
        add(pages.pages().size());
        add(pages.added());
        for (var page : pages.pages().values()) {
            add(page.id().value()).add(page.thread().value()).add(page.ordinal());
            add(page.tag()).add(page.tier().name());
            add(Double.doubleToRawLongBits(page.relevance().value()));
            add(page.size()).add(page.tokens()).add(page.pinned() ? 1 : 0);
            add(page.content()).add(page.original());
            add(page.summary()).add(page.summaryTokens()).add(page.version());
        }
    }

    private void addMessages(OpenMessages messages) {
        add(messages.count());
        add(messages.byId().size());
        for (var entry : messages.byId().entries()) {
            var message = entry.value();
            add(entry.key()).add(message.address()).add(message.run()).add(message.attempts());
        }
    }

    private void addRuns(RunTable runs) {
        add(runs.byOrdinal().size());
        add(runs.droppedLsn());
        for (var run : runs.byOrdinal().values()) {
            add(run.ordinal()).add(run.id().value()).add(run.thread().value());
            add(WireEnum.number(run.retention())).add(run.firstLsn()).add(run.lastLsn());
            add(run.startedMillis());
            add(run.endedMillis().orElse(-1L));
            add(run.pruned().map(Enum::name).orElse("")).add(run.droppedLsn());
            add(run.forkedFrom().map(RunId::value).orElse(""));
            add(run.forks().size());
            run.forks().entries().forEach(fork -> add(fork.key()).add(fork.value()));
        }
    }

    private void addHandlerStates(HandlerStates states) {
        add(states.byThread().size());
        for (var entry : states.byThread().entries()) {
            var ofThread = HandlerStates.list(entry);
            add(entry.key()).add(ofThread.size());
            ofThread.forEach(kept -> add(kept.listener()).add(kept.address()).add(kept.sha256()));
        }
    }

    private void addAccounts(Ledger ledger) {
        add(ledger.accounts().size());
        for (var entry : ledger.accounts().entries()) {
            var usage = entry.value();
            add(entry.key()).add(usage.input()).add(usage.output());
            add(usage.cacheRead()).add(usage.cacheWrite());
        }
    }

    private void addBlobs(BlobRefs blobs) {
        add(blobs.byRun().size());
        for (var run : blobs.byRun().entries()) {
            add(run.key()).add(run.value().size());
            run.value().entries().forEach(blob -> add(blob.key()).add(blob.value()));
        }
    }

    private StateHash add(long value) {
        digest.update(number.clear().putLong(value).flip());
        return this;
    }

    private StateHash add(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    private StateHash add(Digest content) {
        return add(content.a()).add(content.b()).add(content.c()).add(content.d());
    }
}
