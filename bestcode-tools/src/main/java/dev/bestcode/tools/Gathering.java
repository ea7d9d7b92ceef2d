package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Gathers the contents that one moment needs and its run does not have: from pieces that another
/// run of this process has made, else from the files themselves.
final class Gathering {
    /// Contents that go into the moment itself; more are pieces of their own.
    private static final int OWN_BYTES_MAX = 256 << 10;

    private static final int COMMIT_BYTES = 16 << 20;

    private final TreeScan scan;
    private final RunPast past;
    private final PastStore store;
    private final Map<Sha256, Sha256> shared;
    private final List<Moment.Piece> pieces = new ArrayList<>();
    private final List<Bytes> toKeep = new ArrayList<>();
    private KeptContents piece = new KeptContents();
    private long bytes;
    private long pieceBytes;
    private final Set<Sha256> gathered = new HashSet<>();

    Gathering(TreeScan scan, RunPast past, PastStore store, Map<Sha256, Sha256> shared) {
        this.scan = scan;
        this.past = past;
        this.store = store;
        this.shared = shared;
    }

    /// What was seen, as its contents were when they were read.
    record Seen(List<KeptChange> changes, Optional<KeptTree> tree) {}

    Seen gather(List<KeptChange> changes, Optional<KeptTree> tree) throws IOException {
        var asRead = new ArrayList<KeptChange>();
        for (var change : changes) {
            var after = gathered(change.path(), change.after());
            boolean first = change.before().equals(change.after());
            asRead.add(new KeptChange(change.path(), first ? after : change.before(), after));
        }
        if (tree.isEmpty()) {
            return new Seen(asRead, tree);
        }
        var entries = new TreeMap<String, Kept>();
        for (var entry : tree.get().entries().entrySet()) {
            entries.put(entry.getKey(), gathered(entry.getKey(), entry.getValue()));
        }
        entries.values().removeIf(Kept.Absent.class::isInstance);
        return new Seen(asRead, Optional.of(new KeptTree(entries)));
    }

    /// A file that changes while it is looked at is kept as it was read.
    private Kept gathered(String path, Kept kept) throws IOException {
        if (!(kept instanceof Kept.File(int mode, var content)) || has(content)) {
            return kept;
        }
        if (isShared(content)) {
            return kept;
        }
        var read = scan.read(path);
        if (read.isEmpty()) {
            return Kept.ABSENT;
        }
        var hash = Sha256.of(read.get());
        if (!has(hash)) {
            add(hash, read.get());
        }
        return new Kept.File(mode, hash);
    }

    private boolean has(Sha256 content) {
        return past.has(content) || gathered.contains(content);
    }

    private boolean isShared(Sha256 content) throws IOException {
        var blob = shared.get(content);
        var kept = blob == null ? Optional.<Bytes>empty() : store.content(blob);
        if (blob == null || kept.isEmpty()) {
            return false;
        }
        var hashes = KeptContents.from(kept.get().toByteArray()).byHash().keySet();
        pieces.add(new Moment.Piece(blob, List.copyOf(hashes)));
        gathered.addAll(hashes);
        keepLater(kept.get());
        return true;
    }

    private void add(Sha256 hash, byte[] content) throws IOException {
        piece.add(hash, content);
        gathered.add(hash);
        bytes += content.length;
        if (piece.isComplete() && bytes > OWN_BYTES_MAX) {
            complete();
        }
    }

    private void complete() throws IOException {
        var packed = Bytes.of(piece.toBytes());
        var hash = packed.sha256();
        var hashes = List.copyOf(piece.byHash().keySet());
        pieces.add(new Moment.Piece(hash, hashes));
        hashes.forEach(content -> shared.put(content, hash));
        piece = new KeptContents();
        keepLater(packed);
    }

    private void keepLater(Bytes content) {
        toKeep.add(content);
        pieceBytes += content.size();
        if (pieceBytes > COMMIT_BYTES) {
            store.keep(past.run(), toKeep);
            toKeep.clear();
            pieceBytes = 0;
        }
    }

    Moment moment(
            Optional<MomentId> before,
            Moment.Kind kind,
            long at,
            String label,
            int leftOut,
            Seen seen)
            throws IOException {
        if (bytes > OWN_BYTES_MAX && !piece.isEmpty()) {
            complete();
        }
        return new Moment(
                before,
                kind,
                at,
                label,
                leftOut,
                List.copyOf(seen.changes()),
                seen.tree(),
                List.copyOf(pieces),
                piece);
    }

    /// Hand over what was gathered.
    MomentId keep(Bytes moment) {
        return store.keep(past.run(), toKeep, moment);
    }
}
