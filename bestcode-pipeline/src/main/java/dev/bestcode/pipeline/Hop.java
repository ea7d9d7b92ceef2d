package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Failure;

import java.util.Optional;

/// The pump: takes a lane's messages one after the other, and carries each through the three verbs.
/// *Deliver* a message that is in the journal already; *admit* what comes back; *commit* both as
/// one transaction, which posts the next messages, and so on.
///
/// A lane with messages has one worker, a virtual thread; so a thread's deliveries are in order and
/// different threads' are side by side. A replay has none, and settles deliveries in the order of
/// the log.
final class Hop {
    private final Kernel kernel;
    private final Attempts attempts;
    private final Inspection inspection;
    private final Settlement settlement;
    private final EventBus bus;
    private final JournalEvents events;
    private final Gate gate;
    private final Runs runs;
    private final Stamp stamp;
    private final boolean works;

    /// @param works whether lanes get workers
    Hop(
            Kernel kernel,
            Attempts attempts,
            Inspection inspection,
            Settlement settlement,
            EventBus bus,
            JournalEvents events,
            Gate gate,
            Runs runs,
            Stamp stamp,
            boolean works) {
        this.works = works;
        this.kernel = kernel;
        this.stamp = stamp;
        this.attempts = attempts;
        this.inspection = inspection;
        this.settlement = settlement;
        this.bus = bus;
        this.events = events;
        this.gate = gate;
        this.runs = runs;
    }

    private void work(Lane lane) {
        try {
            var next = take(lane);
            while (next.isPresent()) {
                step(lane, next.get());
                next = take(lane);
            }
        } catch (OpenQuestion.SuspendedException e) {
            gate.finish(1); // a close does not wait for people
        } catch (KernelException e) {
            abandon(lane.run, e);
        } catch (Throwable e) { // a worker that dies silently would leave its caller waiting
            abandon(lane.run, new IllegalStateException("the pipeline failed; report this", e));
        }
    }

    private void step(Lane lane, Parcel input) {
        var reading = new Reading(lane, input);
        settle(lane, input, attempts.deliver(lane, input, reading), reading);
    }

    /// Take what came of a delivery through admission, and finish it.
    void settle(Lane lane, Parcel input, Ended ended, Reading reading) {
        var inspected = inspection.of(lane, ended, reading.total());
        lane.run.locked(
                () -> {
                    if (!lane.run.isRetired()) {
                        finish(lane, input, inspected);
                    }
                    return lane;
                });
    }

    private void finish(Lane lane, Parcel input, Inspected inspected) {
        try {
            commit(lane.run, settlement.of(lane, input, inspected));
        } catch (CommitRejectedException e) { // its own changes do not fit; nothing of them is kept
            var text = lane.listener.name() + " asked for a change that does not fit: ";
            var broke = Ended.broke(Failure.Kind.HANDLER_FAILED, text + e.getMessage());
            commit(lane.run, settlement.of(lane, input, inspected.insteadOf(broke)));
        }
    }

    /// Commit, then let the world see it: bookkeeping, watchers, the next workers. Under the run's
    /// lock. The last transaction of a run that comes to rest is forced, since no later one would
    // be.
    void commit(LiveRun run, Draft draft) {
        int change = draft.posts.size() - draft.finished();
        boolean rests = run.inFlight() + change == 0;
        if (rests) {
            draft.counted(stamp.nothing(run.lane.id), run.refusals.take());
        }
        commit(run.id, run.profile, draft, rests || draft.isForced() ? Force.NOW : Force.WITH_NEXT);
        deliver(run, draft, change);
        if (rests && !run.lane.isOpen()) {
            runs.forget(run);
        }
    }

    /// Hand over what the log has already.
    void deliver(LiveRun run, Draft draft) {
        deliver(run, draft, draft.posts.size());
    }

    private void deliver(LiveRun run, Draft draft, int change) {
        gate.add(change);
        run.addInFlight(change);
        draft.posts.forEach(this::enqueue);
    }

    void commit(RunId run, String profile, Draft draft, Force force) {
        var committed = kernel.commit(draft.sealed(), force);
        draft.afterwards.forEach(Runnable::run);
        bus.publish(committed.lsn(), events.of(run, profile, committed.lsn(), draft));
        bus.release(kernel.forcedLsn());
    }

    private void enqueue(Draft.Post post) {
        if (post.to().put(post.parcel()) && works) {
            Thread.ofVirtual().name("bestcode-lane-" + post.to().id).start(() -> work(post.to()));
        }
    }

    private static Optional<Parcel> take(Lane lane) {
        return lane.run.locked(() -> lane.run.isRetired() ? Optional.<Parcel>empty() : lane.take());
    }

    /// The log failed: what the run would answer can no longer be recorded, so whoever waits hears
    /// that instead, and what it began is interrupted.
    void abandon(LiveRun run, RuntimeException cause) {
        run.locked(
                () -> {
                    if (!run.isRetired()) {
                        gate.finish(run.inFlight());
                        runs.forget(run);
                        run.lane.interruptAll();
                        run.promise().breakWith(cause);
                    }
                    return run;
                });
    }
}
