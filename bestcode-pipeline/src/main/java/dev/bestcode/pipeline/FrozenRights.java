package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Rights;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The rights that threads are frozen with (G3). They lie in the content store; the thread's row
/// has their SHA-256. At every hop a thread has what is left of them by now.
final class FrozenRights {
    private final Kernel kernel;
    private final AccessPolicy policy;
    private final Map<Sha256, Rights> kept = new ConcurrentHashMap<>();

    FrozenRights(Kernel kernel, AccessPolicy policy) {
        this.kernel = kernel;
        this.policy = policy;
    }

    /// What a thread may do now.
    Rights effective(Lane lane) {
        return policy.effective(lane.run.profile, lane.frozen);
    }

    /// Put rights on stable storage, so that a thread that names them can be pushed.
    Rights keep(Rights rights) {
        return kept.computeIfAbsent(
                rights.sha256(),
                _ -> {
                    kernel.content().put(rights.canonical());
                    return rights;
                });
    }

    /// What an earlier process froze a thread with.
    /// @throws IllegalStateException when it is not known any more
    Rights of(ThreadRow row, RunId run) {
        try {
            return policy.thaw(
                    row.profile(), kernel.content().get(row.rights()).orElseThrow(() -> lost(run)));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(lost(run).getMessage() + ": " + e.getMessage(), e);
        }
    }

    private static IllegalStateException lost(RunId run) {
        return new IllegalStateException(
                "what run %s was allowed cannot be read back; begin a new run".formatted(run));
    }
}
