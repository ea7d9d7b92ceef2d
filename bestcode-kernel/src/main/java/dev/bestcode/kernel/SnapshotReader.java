package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;

/// Bytes of a snapshot to a state, the mirror of [SnapshotWriter]. What can be derived (children,
/// threads of a run, pages of a thread, counts of blobs) is derived.
final class SnapshotReader {
    private final DataInputStream in;

    private SnapshotReader(DataInputStream in) {
        this.in = in;
    }

    /// @throws IllegalArgumentException for a value that no state has
    static State read(DataInputStream in, LogStore log) throws IOException {
        var reader = new SnapshotReader(in);
        return new State(
                in.readLong(),
                in.readLong(),
                new ClockTrust(in.readLong(), in.readLong()),
                reader.digest(),
                reader.ids(),
                reader.threads(),
                reader.pages(),
                reader.messages(),
                reader.runs(),
                reader.handlerStates(),
                reader.ledger(),
                reader.blobs(),
                log);
    }

    private UsedIds ids() throws IOException {
        long topFirst = in.readLong();
        long topLast = in.readLong();
        var ends = LongMap.<Long>empty();
        for (int left = in.readInt(); left > 0; left--) {
            ends = ends.with(in.readLong(), in.readLong());
        }
        return new UsedIds(ends, topFirst, topLast);
    }

    private ThreadTable threads() throws IOException {
        long pushed = in.readLong();
        var nodes = LongMap.<ThreadNode>empty();
        for (int left = in.readInt(); left > 0; left--) {
            var node = thread();
            nodes = nodes.with(node.row().id().value(), node);
        }
        return ThreadTable.of(nodes, pushed);
    }

    private ThreadNode thread() throws IOException {
        long id = in.readLong();
        long parent = in.readLong();
        var run = text();
        var row =
                new ThreadRow(
                        new ThreadId(id),
                        parent == 0 ? Optional.empty() : Optional.of(new ThreadId(parent)),
                        run.isEmpty() ? Optional.empty() : Optional.of(new RunId(run)),
                        text(),
                        text(),
                        digest().toSha256(),
                        status());
        return new ThreadNode(
                row, in.readInt(), in.readInt(), in.readLong(), LongMap.empty(), in.readLong());
    }

    private ThreadStatus status() throws IOException {
        return WireEnum.threadStatus(in.readUnsignedByte());
    }

    private ContextTable pages() throws IOException {
        long added = in.readLong();
        var pages = LongMap.<Page>empty();
        for (int left = in.readInt(); left > 0; left--) {
            var page = page();
            pages = pages.with(page.id().value(), page);
        }
        return ContextTable.of(pages, added);
    }

    private Page page() throws IOException {
        return new Page(
                new SegmentId(in.readLong()),
                new ThreadId(in.readLong()),
                in.readLong(),
                text(),
                WireEnum.tier(in.readUnsignedByte()),
                new Relevance(in.readDouble()),
                in.readInt(),
                in.readInt(),
                digest(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readLong());
    }

    private OpenMessages messages() throws IOException {
        long count = in.readLong();
        var open = LongMap.<OpenMessage>empty();
        for (int left = in.readInt(); left > 0; left--) {
            open =
                    open.with(
                            in.readLong(),
                            new OpenMessage(in.readLong(), in.readInt(), in.readInt()));
        }
        return new OpenMessages(open, count);
    }

    private RunTable runs() throws IOException {
        long dropped = in.readLong();
        var runs = LongMap.<RunEntry>empty();
        PMap<RunId, Integer> ordinals = HashTreePMap.empty();
        for (int left = in.readInt(); left > 0; left--) {
            var run = run();
            runs = runs.with(run.ordinal(), run);
            ordinals = ordinals.plus(run.id(), run.ordinal());
        }
        return new RunTable(runs, ordinals, dropped);
    }

    private RunEntry run() throws IOException {
        int ordinal = in.readInt();
        var id = new RunId(text());
        var thread = new ThreadId(in.readLong());
        var retention = WireEnum.retention(in.readInt());
        long firstLsn = in.readLong();
        long lastLsn = in.readLong();
        long started = in.readLong();
        long ended = in.readLong();
        int pruned = in.readUnsignedByte();
        long dropped = in.readLong();
        var forkedFrom = text();
        return new RunEntry(
                ordinal,
                id,
                thread,
                retention,
                firstLsn,
                lastLsn,
                started,
                ended == Long.MIN_VALUE ? Optional.empty() : Optional.of(ended),
                pruned == 0 ? Optional.empty() : Optional.of(WireEnum.pruneReason(pruned)),
                dropped,
                forks(),
                forkedFrom.isEmpty() ? Optional.empty() : Optional.of(new RunId(forkedFrom)));
    }

    private LongMap<Long> forks() throws IOException {
        var forks = LongMap.<Long>empty();
        for (int left = in.readInt(); left > 0; left--) {
            forks = forks.with(in.readLong(), in.readLong());
        }
        return forks;
    }

    private HandlerStates handlerStates() throws IOException {
        var states = LongMap.<HandlerStates.Kept[]>empty();
        for (int left = in.readInt(); left > 0; left--) {
            long thread = in.readLong();
            var ofThread = new ArrayList<HandlerStates.Kept>();
            for (int listeners = in.readInt(); listeners > 0; listeners--) {
                ofThread.add(new HandlerStates.Kept(text(), in.readLong(), digest()));
            }
            states = states.with(thread, HandlerStates.array(ofThread));
        }
        return new HandlerStates(states);
    }

    private Ledger ledger() throws IOException {
        var accounts = LongMap.<Usage>empty();
        for (int left = in.readInt(); left > 0; left--) {
            accounts =
                    accounts.with(
                            in.readLong(),
                            new Usage(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
        }
        return new Ledger(accounts);
    }

    private BlobRefs blobs() throws IOException {
        var blobs = BlobRefs.NONE;
        for (int runs = in.readInt(); runs > 0; runs--) {
            int run = Math.toIntExact(in.readLong());
            for (int left = in.readInt(); left > 0; left--) {
                blobs = blobs.with(run, in.readLong(), digest());
            }
        }
        return blobs;
    }

    private Digest digest() throws IOException {
        return Digest.of(in.readNBytes(Digest.BYTES));
    }

    private String text() throws IOException {
        int length = in.readInt();
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
