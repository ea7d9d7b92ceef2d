package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The past of a workspace in memory. It outlives the [WorkspacePast]s that are made over it, as a
/// kernel outlives a process.
final class HeldPast implements PastStore {
    static final RunId RUN = new RunId("run");
    private static final ThreadId THREAD = new ThreadId(1);

    final Map<Sha256, Bytes> contents = new HashMap<>();
    final List<Bytes> moments = new ArrayList<>();
    private final Map<RunId, MomentId> newest = new HashMap<>();
    long next = 1;

    /// What a power cut would leave as the newest.
    Optional<MomentId> forced = Optional.empty();

    /// A message comes.
    long message() {
        return next++;
    }

    @Override
    public boolean keeps(RunId run) {
        return true;
    }

    @Override
    public long draw() {
        return next;
    }

    @Override
    public void keep(RunId run, List<Bytes> more) {
        more.forEach(content -> contents.put(content.sha256(), content));
    }

    @Override
    public MomentId keep(RunId run, List<Bytes> more, Bytes moment) {
        keep(run, more);
        moments.add(moment);
        var id = new MomentId.Logged(THREAD, moments.size());
        newest.put(run, id);
        return id;
    }

    /// Make a content the newest moment, as one that goes back does.
    void makeNewest(Sha256 moment) {
        newest.put(RUN, new MomentId.Kept(moment));
    }

    @Override
    public void force(MomentId moment) {
        forced = Optional.of(moment);
    }

    @Override
    public Optional<MomentId> newest(RunId run) {
        return Optional.ofNullable(newest.get(run));
    }

    @Override
    public Optional<Bytes> moment(MomentId id) {
        return switch (id) {
            case MomentId.Kept(var hash) -> content(hash);
            case MomentId.Logged(_, long lsn) -> Optional.of(moments.get((int) lsn - 1));
        };
    }

    @Override
    public Optional<Bytes> content(Sha256 hash) {
        return Optional.ofNullable(contents.get(hash));
    }
}
