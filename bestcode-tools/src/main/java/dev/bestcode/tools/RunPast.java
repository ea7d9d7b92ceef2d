package dev.bestcode.tools;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The past of one run in memory: its moments, and what follows from them. Used under the lock of
/// its [WorkspacePast].
final class RunPast {
    private final RunId run;
    private final List<Moment> moments = new ArrayList<>();
    private final Map<Sha256, Holder> holders = new HashMap<>();
    private final Set<String> named = new TreeSet<>();
    private final Set<String> paths = new TreeSet<>();
    private Optional<MomentId> newest = Optional.empty();
    private KeptTree known = KeptTree.EMPTY;
    private boolean whole;

    private RunPast(RunId run) {
        this.run = run;
    }

    /// Where a content lies.
    private sealed interface Holder {
        /// With others in a content of the store.
        record Piece(Sha256 hash) implements Holder {}

        /// In a moment.
        record OfMoment(MomentId id) implements Holder {}
    }

    /// From what was kept of it.
    static RunPast read(RunId run, PastReader reader) throws IOException {
        var past = new RunPast(run);
        var read = new ArrayList<Read>();
        for (var next = reader.newest(run); next.isPresent(); ) {
            var found = read(run, next.get(), reader);
            read.add(found);
            next = found.moment().before();
        }
        read.reversed().forEach(past::add);
        return past;
    }

    /// @param own what its contents are
    private record Read(MomentId id, Moment moment, List<Sha256> own) {
        static Read of(MomentId id, Moment moment) {
            var own = List.copyOf(moment.own().byHash().keySet());
            return new Read(id, moment.withoutContents(), own);
        }
    }

    private static Read read(RunId run, MomentId id, PastReader reader) throws IOException {
        return Read.of(id, moment(run, id, reader));
    }

    private static Moment moment(RunId run, MomentId id, PastReader reader) throws IOException {
        return MomentCodec.read(reader.moment(id).orElseThrow(() -> lost(run, id)));
    }

    private static IOException lost(RunId run, Object what) {
        return new IOException(
                "the past of run %s has lost %s; 'bestcode kernel verify' tells why"
                        .formatted(run, what));
    }

    void add(MomentId id, Moment moment) {
        add(Read.of(id, moment));
    }

    private void add(Read read) {
        var moment = read.moment();
        newest = Optional.of(read.id());
        moments.add(moment);
        known = moment.tree().orElseGet(() -> known.with(moment.changes()));
        whole |= moment.tree().isPresent();
        moment.changes().forEach(change -> paths.add(change.path()));
        var own = new Holder.OfMoment(read.id());
        read.own().forEach(content -> holders.putIfAbsent(content, own));
        for (var piece : moment.pieces()) {
            var holder = new Holder.Piece(piece.blob());
            piece.contents().forEach(content -> holders.putIfAbsent(content, holder));
        }
    }

    RunId run() {
        return run;
    }

    Optional<MomentId> newest() {
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
        return holders.containsKey(content);
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
    TreeRestore.Contents contents(PastReader reader) {
        return new TreeRestore.Contents() {
            private Optional<Holder> opened = Optional.empty();
            private KeptContents contents = new KeptContents();

            @Override
            public byte[] of(Sha256 content) throws IOException {
                var holder = Optional.ofNullable(holders.get(content));
                if (holder.isPresent() && !opened.equals(holder)) {
                    contents = open(holder.get());
                    opened = holder;
                }
                return holder.flatMap(_ -> contents.get(content))
                        .orElseThrow(() -> lost(run, content));
            }

            private KeptContents open(Holder holder) throws IOException {
                return switch (holder) {
                    case Holder.Piece(var hash) ->
                            KeptContents.from(
                                    reader.content(hash)
                                            .orElseThrow(() -> lost(run, hash))
                                            .toByteArray());
                    case Holder.OfMoment(var id) -> moment(run, id, reader).own();
                };
            }

            @Override
            public String place(Sha256 content) {
                return Objects.toString(holders.get(content), "");
            }
        };
    }
}
