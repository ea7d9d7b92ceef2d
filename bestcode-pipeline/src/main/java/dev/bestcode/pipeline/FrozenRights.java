package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.AccessPolicy.Called;
import dev.bestcode.api.security.Rights;

import java.util.Map;
import java.util.Optional;
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

    /// What a thread may do now. Below the call of an organism that follows the caller's rights, so
    /// what its caller loses is lost to it at once.
    Rights effective(Lane lane) {
        var call = callAbove(lane);
        return call.isEmpty()
                ? policy.effective(lane.profile, lane.frozen)
                : called(call.get())
                        .map(now -> policy.effective(now, lane.frozen))
                        .orElseGet(() -> none(call.get()));
    }

    /// Of a call of what is callable no more: no profile has a name with a slash at its end.
    private Rights none(Lane call) {
        return policy.rights(call.listener.name() + "/");
    }

    /// The innermost call of an organism that the lane works for.
    private static Optional<Lane> callAbove(Lane lane) {
        var at = lane.parent;
        while (at.isPresent() && !at.get().listener.isCalled()) {
            at = at.get().parent;
        }
        return at;
    }

    /// What what it sends to may do, where the lane is the call of an organism: it stands between
    /// two profiles, asked for under its caller's and sending under its own.
    Optional<Called> called(Lane call) {
        var caller = call.parent.map(lane -> lane.listener.name()).orElse(Message.USER);
        return called(call.listener, caller, effective(call));
    }

    /// The same of a call that a lane is about to send.
    Optional<Called> called(Lane caller, Listeners.Listener listener) {
        return called(listener, caller.listener.name(), effective(caller));
    }

    private Optional<Called> called(Listeners.Listener listener, String caller, Rights callers) {
        return listener.isCalled()
                ? policy.called(listener.name(), caller, callers)
                : Optional.empty();
    }

    /// What a lane's requests are judged by.
    Rights sending(Lane lane) {
        return called(lane).map(Called::rights).orElseGet(() -> effective(lane));
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
