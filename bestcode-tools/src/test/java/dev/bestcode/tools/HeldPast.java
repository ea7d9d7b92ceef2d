package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The past of a workspace in memory. It outlives the [WorkspacePast]s that are made over it, as a
/// kernel outlives a process.
final class HeldPast implements PastStore {
    static final RunId RUN = new RunId("run");

    final Map<Sha256, Bytes> contents = new HashMap<>();
    private final Map<RunId, Sha256> newest = new HashMap<>();
    long next = 1;

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
    public void keep(RunId run, List<Bytes> more, Optional<Sha256> moment, boolean durable) {
        more.forEach(content -> contents.put(content.sha256(), content));
        moment.ifPresent(hash -> newest.put(run, hash));
    }

    @Override
    public Optional<Sha256> newest(RunId run) {
        return Optional.ofNullable(newest.get(run));
    }

    @Override
    public Optional<Bytes> content(Sha256 hash) {
        return Optional.ofNullable(contents.get(hash));
    }
}
