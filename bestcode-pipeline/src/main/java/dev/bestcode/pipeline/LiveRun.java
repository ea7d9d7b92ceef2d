package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.security.Rights;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A run with something under way. Its lock is held from deciding a transaction to having applied
/// it to the bookkeeping, commit included, and never while a handler runs. Runs never wait for one
/// another.
final class LiveRun {
    final RunId id;
    final String profile;
    final Retention retention;
    final Lane lane;
    final RefusalMeter refusals;
    private final ReentrantLock lock = new ReentrantLock();
    private Promise promise;
    private int inFlight;
    private boolean retired;
    private Optional<ThreadStatus> owedStatus = Optional.empty();

    LiveRun(
            RunId id,
            String profile,
            ThreadId thread,
            Listeners.Listener listener,
            Rights frozen,
            Retention retention,
            RefusalMeter refusals) {
        this.id = id;
        this.profile = profile;
        this.retention = retention;
        this.refusals = refusals;
        this.lane = new Lane(this, thread, Optional.empty(), listener, profile, frozen);
        this.promise = new Promise(id);
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /// The ticket of the newest request.
    Promise promise() {
        return promise;
    }

    /// The same, while it has no answer.
    Optional<Ticket> open() {
        return !retired && lane.isOpen() ? Optional.of(promise) : Optional.empty();
    }

    void setPromise(Promise next) {
        promise = next;
    }

    /// Whether its content is dropped when its own thread is set completed or failed.
    boolean isPrunedAtEnd() {
        return retention instanceof Retention.PruneOnDelivery;
    }

    /// What its own thread is to be set to when nothing below it is under way any more.
    Optional<ThreadStatus> owedStatus() {
        return owedStatus;
    }

    void oweStatus(ThreadStatus status) {
        owedStatus = Optional.of(status);
    }

    /// Messages that are neither delivered nor failed.
    int inFlight() {
        return inFlight;
    }

    void addInFlight(int change) {
        inFlight += change;
    }

    /// Whether it has been forgotten; whoever still holds it has to look it up again.
    boolean isRetired() {
        return retired;
    }

    void retire() {
        retired = true;
    }
}
