package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Rights;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Where requests from outside come in. They meet the same admission as a handler's, and a refused
/// one is journaled and answered like any other.
final class Door {
    private static final String RUN_ID_CHARS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private static final Provenance FROM_OUTSIDE = Provenance.of(Source.user());

    /// 36^10 ids: a million runs meet with a chance below 1 in 7,000.
    private static final int RUN_ID_LENGTH = 10;

    private final ThreadId root;
    private final Admission admission;
    private final Listeners listeners;
    private final AccessPolicy policy;
    private final FrozenRights frozen;
    private final Accounts accounts;
    private final Stamp stamp;
    private final RandomGenerator random;
    private final Gate gate;
    private final Runs runs;
    private final Hop hop;
    private final Reopening reopening;
    private final Steps steps;
    private final InstantSource clock;
    private final RefusalMeter refusals;

    Door(
            ThreadId root,
            Admission admission,
            Listeners listeners,
            AccessPolicy policy,
            FrozenRights frozen,
            Accounts accounts,
            Stamp stamp,
            RandomGenerator random,
            Gate gate,
            Runs runs,
            Hop hop,
            Reopening reopening,
            Steps steps,
            InstantSource clock) {
        this.root = root;
        this.admission = admission;
        this.listeners = listeners;
        this.policy = policy;
        this.frozen = frozen;
        this.accounts = accounts;
        this.stamp = stamp;
        this.random = random;
        this.gate = gate;
        this.runs = runs;
        this.hop = hop;
        this.reopening = reopening;
        this.steps = steps;
        this.clock = clock;
        this.refusals = runs.newMeter();
    }

    Ticket submit(RunId id, String profile, String listener, String tag, UntrustedBytes bytes) {
        return atGate(() -> begin(id, profile, listener, tag, bytes));
    }

    Ticket followUp(RunId id, String tag, UntrustedBytes bytes) {
        return atGate(
                () -> {
                    reopening.endLeft(id);
                    var ticket = Optional.<Ticket>empty();
                    while (ticket.isEmpty()) { // until it was not forgotten between find and lock
                        var run = runs.find(id);
                        ticket = run.locked(() -> goOn(run, tag, bytes));
                    }
                    return ticket.get();
                });
    }

    /// The place taken at the gate is for this call; the message has its own once it is committed.
    private Ticket atGate(Supplier<Ticket> entry) {
        gate.reserve();
        try {
            return entry.get();
        } finally {
            gate.finish(1);
        }
    }

    /// Begin a run of that id.
    Ticket begin(RunId id, String profile, String listener, String tag, UntrustedBytes bytes) {
        var rights = policy.rights(profile);
        return switch (judged(id, profile, rights, listener, tag, bytes)) {
            case Verdict.Rejected(var failure) -> {
                var refused = stamp.request(root, Message.USER, listener, tag, "", bytes.bytes());
                var kept = isKept(profile) ? Stamp.head(refused) : Stamp.withoutPayload(refused);
                yield refuse(new Promise(id), profile, refused, kept, failure);
            }
            case Verdict.Admitted admitted -> {
                var run =
                        new LiveRun(
                                id,
                                profile,
                                stamp.newThread(),
                                listeners.get(listener).orElseThrow(),
                                frozen.keep(rights),
                                policy.retention(profile),
                                runs.newMeter());
                yield run.locked(() -> push(run, tag, admitted));
            }
        };
    }

    private Ticket push(LiveRun run, String tag, Verdict.Admitted admitted) {
        var draft = new Draft();
        draft.add(
                new KernelOp.ThreadPushed(
                        run.lane.id,
                        Optional.of(root),
                        Optional.of(run.id),
                        run.lane.listener.name(),
                        run.profile,
                        run.lane.frozen.sha256()));
        if (!(run.retention instanceof Retention.Forever)) {
            draft.add(new KernelOp.RunRetained(run.id, run.retention));
        }
        draft.afterwards.add(() -> runs.add(run));
        return dispatch(draft, run, tag, admitted, run.promise());
    }

    /// @return empty when the run was forgotten meanwhile
    private Optional<Ticket> goOn(LiveRun run, String tag, UntrustedBytes bytes) {
        if (run.isRetired()) {
            return Optional.empty();
        }
        var lane = run.lane;
        if (lane.isOpen()) {
            return Optional.of(meanwhile(run, tag, bytes));
        }
        runs.requireKept(run);
        var name = lane.listener.name();
        var promise = new Promise(run.id);
        var rights = frozen.effective(lane);
        return switch (judged(run.id, run.profile, rights, name, tag, bytes)) {
            case Verdict.Rejected(var failure) -> {
                var refused = stamp.request(lane.id, Message.USER, name, tag, "", bytes.bytes());
                if (run.inFlight() == 0) {
                    runs.forget(run);
                }
                yield Optional.of(
                        refuse(promise, run.profile, refused, Stamp.head(refused), failure));
            }
            case Verdict.Admitted admitted -> {
                var draft = new Draft();
                draft.add(new KernelOp.ThreadStatusSet(lane.id, ThreadStatus.ACTIVE));
                yield Optional.of(dispatch(draft, run, tag, admitted, promise));
            }
        };
    }

    /// Something more for a request that is open.
    private Ticket meanwhile(LiveRun run, String tag, UntrustedBytes bytes) {
        var lane = run.lane;
        if (lane.isStopping() || !lane.listener.handler().hearsMeanwhile()) {
            throw Runs.stillOpen(run.id);
        }
        lane.countFollowUp(bytes.bytes().size());
        var name = lane.listener.name();
        var rights = frozen.effective(lane);
        return switch (judged(run.id, run.profile, rights, name, tag, bytes)) {
            case Verdict.Rejected(var failure) -> {
                var refused = stamp.request(lane.id, Message.USER, name, tag, "", bytes.bytes());
                yield refuse(
                        new Promise(run.id), run.profile, refused, Stamp.head(refused), failure);
            }
            case Verdict.Admitted admitted -> {
                var payload = admitted.payload();
                var message = stamp.request(lane.id, Message.USER, name, tag, "", payload.bytes());
                var draft = new Draft();
                var provenance = Inspection.stamped(FROM_OUTSIDE, admitted);
                draft.post(lane, new Parcel(message, payload.json(), provenance));
                draft.force(); // acknowledged is on stable storage
                hop.commit(run, draft);
                yield run.promise();
            }
        };
    }

    private Ticket dispatch(
            Draft draft, LiveRun run, String tag, Verdict.Admitted admitted, Promise promise) {
        var lane = run.lane;
        var name = lane.listener.name();
        var payload = admitted.payload();
        var message = stamp.request(lane.id, Message.USER, name, tag, "", payload.bytes());
        var provenance = Inspection.stamped(FROM_OUTSIDE, admitted);
        draft.post(lane, new Parcel(message, payload.json(), provenance));
        var now = clock.instant();
        var may = accounts.limit(run.profile, name, payload.json());
        KeptLimit.with(draft, lane, may);
        if (!lane.account().equals(Account.NEW)) {
            draft.account(lane, lane.account().opened());
        }
        draft.force(); // submitting returns when the task is on stable storage
        draft.afterwards.add(
                () -> {
                    run.setPromise(promise);
                    lane.open(message, true, now, may);
                    lane.setRead(lane.read().with(FROM_OUTSIDE));
                });
        hop.commit(run, draft);
        return promise;
    }

    private Verdict judged(
            RunId run,
            String profile,
            Rights rights,
            String listener,
            String tag,
            UntrustedBytes bytes) {
        var admitted = admission.request(profile, rights, Message.USER, listener, tag, bytes);
        return steps.round(run, profile, Message.USER)
                .after(
                        admitted,
                        Message.Kind.REQUEST,
                        listener,
                        tag,
                        Inspection.stamped(FROM_OUTSIDE, admitted));
    }

    /// What is refused before it began a run is of no run, so nothing would ever drop it.
    private boolean isKept(String profile) {
        return !policy.profiles().contains(profile)
                || policy.retention(profile) instanceof Retention.Forever;
    }

    /// @param kept what the journal is to have of it
    private Ticket refuse(
            Promise promise, String profile, Message refused, Message kept, Failure failure) {
        var counted = refusals.next();
        if (counted.isEmpty()) {
            promise.refuse(failure);
            return promise;
        }
        var draft = new Draft();
        draft.refused(kept, refused.payload().sha256(), failure, counted.getAsLong());
        var answer = stamp.failure(refused.thread(), refused, Message.SYSTEM, failure);
        draft.record(answer.message(), answer.payload());
        draft.add(new KernelOp.MessageDelivered(answer.message().id()));
        draft.afterwards.add(() -> promise.refuse(failure));
        hop.commit(promise.run(), profile, draft, Force.NOW);
        return promise;
    }

    /// Record what was only counted, when nothing will follow.
    void close() {
        long counted = refusals.take();
        if (counted > 0) {
            var draft = new Draft();
            draft.counted(stamp.nothing(root), counted);
            hop.commit(new RunId("none"), "", draft, Force.NOW);
        }
    }

    RunId newRunId() {
        var id = new StringBuilder("r-");
        for (int i = 0; i < RUN_ID_LENGTH; i++) {
            id.append(RUN_ID_CHARS.charAt(random.nextInt(RUN_ID_CHARS.length())));
        }
        return new RunId(id.toString());
    }
}
