package dev.bestcode.kernel;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A state as bytes, in the order of numbers and names. [SnapshotReader] is its mirror.
final class SnapshotWriter {
    private final DataOutputStream out;

    private SnapshotWriter(DataOutputStream out) {
        this.out = out;
    }

    static void write(State state, DataOutputStream out) throws IOException {
        var writer = new SnapshotWriter(out);
        out.writeLong(state.lsn());
        out.writeLong(state.timeMillis());
        out.writeLong(state.clock().believedMillis());
        out.writeLong(state.clock().suspectMillis());
        writer.digest(state.chain());
        writer.ids(state.ids());
        writer.threads(state.threads());
        writer.pages(state.pages());
        writer.messages(state.messages());
        writer.runs(state.runs());
        writer.handlerStates(state.handlerStates());
        writer.accounts(state.ledger());
        writer.blobs(state.blobs());
    }

    private void ids(UsedIds ids) throws IOException {
        out.writeLong(ids.topFirst());
        out.writeLong(ids.topLast());
        out.writeInt(ids.ends().size());
        for (var range : ids.ends().entries()) {
            out.writeLong(range.key());
            out.writeLong(range.value());
        }
    }

    private void threads(ThreadTable threads) throws IOException {
        out.writeLong(threads.pushed());
        out.writeInt(threads.count());
        for (var node : threads.nodes().values()) {
            var row = node.row();
            out.writeLong(row.id().value());
            out.writeLong(row.parent().map(ThreadId::value).orElse(0L));
            text(row.run().map(RunId::value).orElse(""));
            text(row.name());
            text(row.profile());
            digest(Digest.of(row.rights()));
            out.writeByte(WireEnum.number(row.status()));
            out.writeInt(node.run());
            out.writeInt(node.depth());
            out.writeLong(node.ordinal());
            out.writeLong(node.newest());
        }
    }

    private void pages(ContextTable pages) throws IOException {
        out.writeLong(pages.added());
        out.writeInt(pages.pages().size());
        for (var page : pages.pages().values()) {
            out.writeLong(page.id().value());
            out.writeLong(page.thread().value());
            out.writeLong(page.ordinal());
            text(page.tag());
            out.writeByte(WireEnum.number(page.tier()));
            out.writeDouble(page.relevance().value());
            out.writeInt(page.size());
            out.writeInt(page.tokens());
            digest(page.content());
            out.writeBoolean(page.pinned());
            out.writeLong(page.original());
            out.writeLong(page.summary());
            out.writeInt(page.summaryTokens());
            out.writeLong(page.version());
        }
    }

    private void messages(OpenMessages messages) throws IOException {
        out.writeLong(messages.count());
        out.writeInt(messages.byId().size());
        for (var entry : messages.byId().entries()) {
            out.writeLong(entry.key());
            out.writeLong(entry.value().address());
            out.writeInt(entry.value().run());
            out.writeInt(entry.value().attempts());
        }
    }

    private void runs(RunTable runs) throws IOException {
        out.writeLong(runs.droppedLsn());
        out.writeInt(runs.byOrdinal().size());
        for (var run : runs.byOrdinal().values()) {
            out.writeInt(run.ordinal());
            text(run.id().value());
            out.writeLong(run.thread().value());
            out.writeInt(WireEnum.number(run.retention()));
            out.writeLong(run.firstLsn());
            out.writeLong(run.lastLsn());
            out.writeLong(run.startedMillis());
            out.writeLong(run.endedMillis().orElse(Long.MIN_VALUE));
            out.writeByte(run.pruned().map(WireEnum::number).orElse(0));
            out.writeLong(run.droppedLsn());
            text(run.forkedFrom().map(RunId::value).orElse(""));
            out.writeInt(run.forks().size());
            for (var fork : run.forks().entries()) {
                out.writeLong(fork.key());
                out.writeLong(fork.value());
            }
        }
    }

    private void handlerStates(HandlerStates states) throws IOException {
        out.writeInt(states.byThread().size());
        for (var entry : states.byThread().entries()) {
            out.writeLong(entry.key());
            var ofThread = HandlerStates.list(entry);
            out.writeInt(ofThread.size());
            for (var kept : ofThread) {
                text(kept.listener());
                out.writeLong(kept.address());
                digest(kept.sha256());
            }
        }
    }

    private void accounts(Ledger ledger) throws IOException {
        out.writeInt(ledger.accounts().size());
        for (var entry : ledger.accounts().entries()) {
            out.writeLong(entry.key());
            usage(entry.value());
        }
    }

    private void usage(Usage usage) throws IOException {
        out.writeLong(usage.input());
        out.writeLong(usage.output());
        out.writeLong(usage.cacheRead());
        out.writeLong(usage.cacheWrite());
    }

    private void blobs(BlobRefs blobs) throws IOException {
        out.writeInt(blobs.byRun().size());
        for (var run : blobs.byRun().entries()) {
            out.writeLong(run.key());
            out.writeInt(run.value().size());
            for (var blob : run.value().entries()) {
                out.writeLong(blob.key());
                digest(blob.value());
            }
        }
    }

    private void digest(Digest digest) throws IOException {
        out.write(digest.toByteArray());
    }

    private void text(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
