package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/// The past of one run in memory: its moments, and what follows from them. Used under the lock of
/// its [WorkspacePast].
final class RunPast {
    private final RunId run;
    private final List<Moment> moments = new ArrayList<>();
    private final Map<Sha256, Sha256> blobs = new HashMap<>();
    private final Set<String> named = new TreeSet<>();
    private final Set<String> paths = new TreeSet<>();
    private Optional<Sha256> newest = Optional.empty();
    private KeptTree known = KeptTree.EMPTY;
    private boolean whole;

    private RunPast(RunId run) {
        this.run = run;
    }

    /// From what the store has of it.
    static RunPast read(RunId run, PastStore store) throws IOException {
        return read(run, store.newest(run), store::content);
    }

    /// @param newest moment that it has
    static RunPast read(
            RunId run, Optional<Sha256> newest, Function<Sha256, Optional<Bytes>> content)
            throws IOException {
        var past = new RunPast(run);
        var read = new ArrayList<Read>();
        for (var next = newest; next.isPresent(); ) {
            var found = read(run, next.get(), content);
            read.add(found);
            next = found.moment().before();
        }
        read.reversed().forEach(past::add);
        return past;
    }

    /// @param own what its contents are
    private record Read(Sha256 hash, Moment moment, List<Sha256> own) {
        static Read of(Sha256 hash, Moment moment) {
            var own = List.copyOf(moment.own().byHash().keySet());
            return new Read(hash, moment.withoutContents(), own);
        }
    }

    private static Read read(RunId run, Sha256 hash, Function<Sha256, Optional<Bytes>> content)
            throws IOException {
        var bytes =
                content.apply(hash)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "the past of run %s has lost %s; 'bestcode kernel verify' tells why"
                                                        .formatted(run, hash)));
        return Read.of(hash, MomentCodec.read(bytes));
    }

    void add(Sha256 hash, Moment moment) {
        add(Read.of(hash, moment));
    }

    private void add(Read read) {
        var moment = read.moment();
        newest = Optional.of(read.hash());
        moments.add(moment);
        known = moment.tree().orElseGet(() -> known.with(moment.changes()));
        whole |= moment.tree().isPresent();
        moment.changes().forEach(change -> paths.add(change.path()));
        read.own().forEach(content -> blobs.putIfAbsent(content, read.hash()));
        for (var piece : moment.pieces()) {
            piece.contents().forEach(content -> blobs.putIfAbsent(content, piece.blob()));
        }
    }

    RunId run() {
        return run;
    }

    Optional<Sha256> newest() {
        return newest;
    }

    List<Moment> moments() {
        return moments;
    }

    KeptTree known() {
        return known;
    }

    /// Whether the whole tree is known.
    boolean isWhole() {
        return whole;
    }

    boolean isUnseen() {
        return !moments.isEmpty() && moments.getLast().kind() == Moment.Kind.UNSEEN;
    }

    /// @param kept how many of the first moments
    boolean isUnseenFrom(int kept) {
        return moments.subList(kept, moments.size()).stream()
                .anyMatch(moment -> moment.kind() == Moment.Kind.UNSEEN);
    }

    /// How many of the first moments stay when the workspace is set back; all when it was never set
    /// back before.
    int kept(WorkspacePast.Point to) {
        return switch (to) {
            case WorkspacePast.Point.Message(long number) -> first(moment -> moment.at() > number);
            case WorkspacePast.Point.BeforeRewind() -> {
                int newest = moments.size();
                for (int i = 0; i < moments.size(); i++) {
                    newest = moments.get(i).kind() == Moment.Kind.REWOUND ? i : newest;
                }
                yield newest;
            }
        };
    }

    private int first(Predicate<Moment> wanted) {
        int i = 0;
        while (i < moments.size() && !wanted.test(moments.get(i))) {
            i++;
        }
        return i;
    }

    /// Look at this path whatever ignore rules say.
    void named(String path) {
        named.add(path);
    }

    Set<String> named() {
        return named;
    }

    /// Whether it was seen before, be it as absent.
    boolean knows(String path) {
        return paths.contains(path) || known.entries().containsKey(path);
    }

    /// All that were mentioned.
    List<String> paths() {
        return List.copyOf(paths);
    }

    boolean has(Sha256 content) {
        return blobs.containsKey(content);
    }

    /// What has to be done to the tree as it is known to make it what it was: each path that
    /// something became of since then is what it was before the first of that.
    /// @param kept how many of the first moments stay
    List<KeptChange> backTo(int kept) {
        var was = new TreeMap<String, Kept>();
        for (var moment : moments.subList(kept, moments.size())) {
            moment.changes().forEach(change -> was.putIfAbsent(change.path(), change.before()));
        }
        var changes = new ArrayList<KeptChange>();
        was.forEach(
                (path, before) -> {
                    if (!known.at(path).equals(before)) {
                        changes.add(new KeptChange(path, known.at(path), before));
                    }
                });
        return changes;
    }

    /// Contents that the run keeps.
    TreeRestore.Contents contents(PastStore store) {
        return new TreeRestore.Contents() {
            private Optional<Sha256> opened = Optional.empty();
            private KeptContents piece = new KeptContents();

            @Override
            public byte[] of(Sha256 content) throws IOException {
                var blob = blob(content);
                if (!opened.equals(Optional.of(blob))) {
                    piece = open(blob);
                    opened = Optional.of(blob);
                }
                return piece.get(content).orElseThrow(() -> lost(content));
            }

            private KeptContents open(Sha256 blob) throws IOException {
                Bytes bytes = store.content(blob).orElseThrow(() -> lost(blob));
                return isMoment(blob)
                        ? MomentCodec.read(bytes).own()
                        : KeptContents.from(bytes.toByteArray());
            }

            private Sha256 blob(Sha256 content) throws IOException {
                var blob = blobs.get(content);
                if (blob == null) {
                    throw lost(content);
                }
                return blob;
            }

            private IOException lost(Sha256 hash) {
                return new IOException("the past of run %s does not have %s".formatted(run, hash));
            }

            @Override
            public String place(Sha256 content) {
                var blob = blobs.get(content);
                return blob == null ? "" : blob.hex();
            }
        };
    }

    private boolean isMoment(Sha256 blob) {
        return moments.stream()
                .flatMap(moment -> moment.pieces().stream())
                .noneMatch(piece -> piece.blob().equals(blob));
    }
}
