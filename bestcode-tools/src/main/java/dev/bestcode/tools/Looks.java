package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Looks at a workspace before and after a call, and adds to a run's past what has changed. Used
/// under the lock of its [WorkspacePast].
final class Looks {
    private final TreeScan scan;
    private final PastStore store;

    /// By content, the piece that has it: for the next run of this process.
    private final Map<Sha256, Sha256> pieces =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Sha256, Sha256> eldest) {
                    return size() > TreeScan.ENTRIES_MAX;
                }
            };

    Looks(TreeScan scan, PastStore store) {
        this.scan = scan;
        this.store = store;
    }

    /// A path and the folders that it lies in, from the root down.
    static List<String> withParents(String path) {
        var paths = new ArrayList<String>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            paths.add(path.substring(0, slash));
        }
        paths.add(path);
        return paths;
    }

    /// Note what some paths are now, where that is not known.
    void before(RunPast past, List<String> paths) throws IOException {
        var changes = new ArrayList<KeptChange>();
        for (var path : paths) {
            var now = scan.at(path);
            boolean known = past.knows(path);
            if (!past.known().at(path).equals(now)) {
                changes.add(new KeptChange(path, known ? past.known().at(path) : now, now));
            }
        }
        if (!changes.isEmpty()) {
            add(past, Moment.Kind.FOUND, "", changes, 0, none());
        }
    }

    /// Note what the whole tree is now, where that is not known.
    void before(RunPast past) throws IOException, InterruptedException {
        if (past.isUnseen()) {
            return; // it was too large, and looking took its time
        }
        var scanned = scan.run(past.named());
        if (scanned.isEmpty()) {
            add(past, Moment.Kind.UNSEEN, "", List.of(), 0, none());
            return;
        }
        var tree = scanned.get().tree();
        if (past.isWhole()) {
            var changes = past.known().changesTo(tree);
            if (!changes.isEmpty()) {
                add(past, Moment.Kind.FOUND, "", changes, scanned.get().leftOut(), none());
            }
            return;
        }
        var changes = // of what was not looked at before, only this look is known
                past.known().changesTo(tree).stream()
                        .filter(change -> past.knows(change.path()))
                        .toList();
        add(past, Moment.Kind.FOUND, "", changes, scanned.get().leftOut(), Optional.of(tree));
    }

    /// Note what a call has made of some paths.
    void after(RunPast past, String label, List<String> paths) throws IOException {
        var changes = new ArrayList<KeptChange>();
        for (var path : paths) {
            var now = scan.at(path);
            if (!past.known().at(path).equals(now)) {
                changes.add(new KeptChange(path, past.known().at(path), now));
            }
        }
        called(past, label, changes, 0);
    }

    /// Note what a call has made of the tree.
    /// @param begun before the look before it
    void after(RunPast past, String label, Instant begun) throws IOException, InterruptedException {
        if (!past.isWhole() || past.isUnseen()) {
            return;
        }
        var scanned = scan.run(past.named());
        if (scanned.isPresent()) {
            var changes = past.known().changesTo(scanned.get().tree());
            called(past, label, withoutUncovered(changes, begun), scanned.get().leftOut());
        }
    }

    /// What only an ignore rule had hidden was not made by the call, and must not go with it.
    private List<KeptChange> withoutUncovered(List<KeptChange> changes, Instant begun) {
        var uncovered = new TreeSet<String>();
        for (var change : changes) {
            if (change.before() instanceof Kept.Absent && scan.wasHidden(change.path(), begun)) {
                uncovered.addAll(withParents(change.path()));
            }
        }
        return changes.stream()
                .map(
                        change ->
                                change.before() instanceof Kept.Absent
                                                && uncovered.contains(change.path())
                                        ? new KeptChange(
                                                change.path(), change.after(), change.after())
                                        : change)
                .toList();
    }

    private void called(RunPast past, String label, List<KeptChange> changes, int leftOut)
            throws IOException {
        if (!changes.isEmpty()) {
            add(past, Moment.Kind.CALL, label, changes, leftOut, none());
        }
    }

    private void add(
            RunPast past,
            Moment.Kind kind,
            String label,
            List<KeptChange> changes,
            int leftOut,
            Optional<KeptTree> tree)
            throws IOException {
        var gathered = new Gathering(scan, past, store, pieces);
        var seen = gathered.gather(changes, tree);
        var moment = gathered.moment(past.newest(), kind, store.draw(), label, leftOut, seen);
        past.add(gathered.keep(MomentCodec.bytes(moment)), moment);
    }

    private static Optional<KeptTree> none() {
        return Optional.empty();
    }
}
