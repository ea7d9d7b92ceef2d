package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Form;
import dev.bestcode.pipeline.OpenCall.Doing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/// Delivers one message: asks for approval where the route wants it, takes a place, calls the
/// handler, and does so again as often as it asks for. The place is given back between attempts and
/// is never held while a person or another message is waited for.
final class Attempts {
    /// For a handler to notice its own limit, end what it began and say so.
    private static final Duration OVER_THE_LIMIT = Duration.ofSeconds(10);

    private final Kernel kernel;
    private final FrozenRights frozen;
    private final Accounts accounts;
    private final InstantSource clock;
    private final Approvals approvals;
    private final Stamp stamp;
    private final EventBus bus;
    private final Gate gate;
    private final PipelineOptions options;
    private final Semaphore places;

    Attempts(
            Kernel kernel,
            FrozenRights frozen,
            Accounts accounts,
            InstantSource clock,
            Approvals approvals,
            Stamp stamp,
            EventBus bus,
            Gate gate,
            PipelineOptions options) {
        this.kernel = kernel;
        this.frozen = frozen;
        this.accounts = accounts;
        this.clock = clock;
        this.approvals = approvals;
        this.stamp = stamp;
        this.bus = bus;
        this.gate = gate;
        this.options = options;
        this.places = new Semaphore(options.handlersInFlightMax(), true);
    }

    Ended deliver(Lane lane, Parcel input, Reading reading) {
        var stop = lane.stop();
        return stop.interruptibly(() -> approved(lane, input)) instanceof Ended.Broke no
                ? no
                : untilItEnds(lane, input, reading, stop);
    }

    private Ended untilItEnds(Lane lane, Parcel input, Reading reading, StopSignal stop) {
        for (int number = 1; ; number++) {
            int attempt = number;
            var ended = stop.interruptibly(() -> attempt(lane, input, attempt, reading));
            if (!(ended instanceof Ended.Responded(var response))
                    || !(response.outcome() instanceof Outcome.RetryAfter(var delay, var why))) {
                return ended;
            }
            var reason = Excerpt.text(why);
            if (attempt >= options.attemptsMax()) {
                return givenUp(lane, "yet another attempt after " + attempt, reason);
            }
            if (delay.compareTo(options.handlerDeadline()) > 0) {
                return givenUp(lane, "another attempt only after " + delay, reason);
            }
            var spent =
                    lost(lane, new KernelOp.MessageRetried(input.message().id(), attempt, reason));
            if (spent.isPresent()) {
                return new Ended.Broke(spent.get());
            }
            bus.progress(lane, new Progress.Retrying(attempt, delay, reason));
            lane.does(Doing.AWAITING_RETRY);
            if (stop.waited(delay)) {
                return StopSignal.stopped();
            }
        }
    }

    /// Record a lost attempt, and charge it where a provider had begun to answer.
    /// @return why there is to be no other
    Optional<Failure> lost(Lane lane, KernelOp.MessageRetried retried) {
        return lane.run.locked(
                () -> {
                    var draft = new Draft();
                    draft.add(retried);
                    var spent =
                            lane.mayHaveCost()
                                    ? accounts.lost(draft, lane)
                                    : Optional.<Failure>empty();
                    kernel.commit(draft.sealed(), Force.WITH_NEXT);
                    draft.afterwards.forEach(Runnable::run);
                    return spent;
                });
    }

    private static Ended givenUp(Lane lane, String what, String reason) {
        return Ended.broke(
                Kind.HANDLER_FAILED,
                "%s asked for %s, which is over the limit; try later or do without it: %s"
                        .formatted(lane.listener.name(), what, reason));
    }

    private Ended attempt(Lane lane, Parcel input, int number, Reading reading)
            throws InterruptedException {
        lane.does(Doing.QUEUED);
        places.acquire();
        lane.does(Doing.HANDLING);
        gate.handlerStarted();
        var rights = frozen.effective(lane);
        var delivery =
                new HandedOver(
                        lane,
                        input,
                        number,
                        rights,
                        reading,
                        kernel,
                        stamp,
                        bus,
                        () -> accounts.left(lane),
                        form -> asked(lane, input, form));
        lane.handles(Optional.of(delivery));
        try {
            return handled(lane, delivery);
        } finally {
            lane.handles(Optional.empty());
            delivery.end();
            gate.handlerEnded();
            places.release();
        }
    }

    /// Ask in the middle of a call. Its place is another's meanwhile.
    private ApprovalAnswer asked(Lane lane, Parcel input, Form form) throws InterruptedException {
        lane.does(Doing.AWAITING_APPROVAL);
        places.release();
        var asked = clock.instant();
        try {
            return approvals.inquire(lane, input, form);
        } finally {
            places.acquireUninterruptibly();
            lane.waited(Duration.between(asked, clock.instant()));
            lane.does(Doing.HANDLING);
        }
    }

    private Ended handled(Lane lane, HandedOver delivery) throws InterruptedException {
        var name = lane.listener.name();
        var handler = lane.listener.handler();
        var most = lane.listener.deadline().orElse(options.handlerDeadline());
        var deadline = deadline(lane.listener.timeLimit(), most);
        try {
            return new Ended.Responded(
                    ForeignCode.call(
                            "bestcode-" + name,
                            () ->
                                    Objects.requireNonNull(
                                            handler.handle(delivery), "it answered null"),
                            deadline,
                            options.interruptGrace()));
        } catch (TimeoutException e) {
            return Ended.broke(
                    Kind.TIMED_OUT,
                    "%s did not answer within %s; what it began was interrupted: look at what it left, then ask for less at a time"
                            .formatted(name, deadline));
        } catch (ExecutionException e) {
            return Ended.broke(Kind.HANDLER_FAILED, name + " failed: " + ForeignCode.shown(e));
        }
    }

    /// @param limit that the handler sets itself
    static Duration deadline(Duration limit, Duration most) {
        var own = limit.plus(OVER_THE_LIMIT);
        return own.compareTo(most) < 0 ? own : most;
    }

    /// Whether the thread may still be reached like that, and whether somebody has to allow it: the
    /// message may have waited while the policy changed.
    /// @return a failure when the message must not be handled, else an empty acknowledgement
    private Ended approved(Lane lane, Parcel input) throws InterruptedException {
        var go = new Ended.Responded(HandlerResponse.done(List.of(), List.of()));
        var message = input.message();
        if (message.kind() != Message.Kind.REQUEST) {
            return go;
        }
        var rights = frozen.effective(lane);
        var access = rights.request(message.sender(), message.listener(), message.tag());
        var closed = closed(access, lane, message);
        if (closed.isPresent()) {
            return closed.get();
        }
        if (!access.equals(new Access.Allowed(Permission.PROMPT))) {
            return go;
        }
        lane.does(Doing.AWAITING_APPROVAL);
        var asked = clock.instant();
        var broke = approvals.ask(lane, input, rights);
        lane.waited(Duration.between(asked, clock.instant()));
        return broke.<Ended>map(no -> no).orElse(go);
    }

    /// Why a thread may not be reached like that any more, whoever is asked.
    static Optional<Ended.Broke> closed(Access access, Lane lane, Message message) {
        return switch (access) {
            case Access.NoRoute(var reason) -> Optional.of(Ended.broke(Kind.NO_ROUTE, reason));
            case Access.Allowed(var permission) ->
                    switch (permission) {
                        case AUTO, PROMPT -> Optional.empty();
                        case DENY ->
                                Optional.of(
                                        Ended.broke(
                                                Kind.DENIED,
                                                Admission.denial(
                                                        lane.profile, message.listener())));
                    };
        };
    }
}
