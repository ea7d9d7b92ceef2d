package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Provenance;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Turns the end of a delivery into the one transaction that finishes it.
final class Settlement {
    private final Outbox outbox;
    private final Endings endings;
    private final Accounts accounts;
    private final int deliveriesMax;

    Settlement(Outbox outbox, Endings endings, Accounts accounts, int deliveriesMax) {
        this.accounts = accounts;
        this.deliveriesMax = deliveriesMax;
        this.outbox = outbox;
        this.endings = endings;
    }

    Draft of(Lane lane, Parcel input, Inspected inspected) {
        var draft = settled(lane, input, inspected);
        draft.reads(lane, inspected.read());
        draft.afterwards.add(lane::countDelivery);
        return draft;
    }

    private Draft settled(Lane lane, Parcel input, Inspected inspected) {
        var carries = inspected.carries();
        return switch (inspected.ended()) {
            case Ended.Broke(var failure) -> broke(lane, input, failure, List.of(), carries);
            case Ended.Responded(var response) -> {
                var mistake = mistake(lane, response);
                yield mistake.isPresent()
                        ? broke(lane, input, handlerFailed(lane, mistake.get()), List.of(), carries)
                        : responded(lane, input, response, inspected);
            }
        };
    }

    private Draft responded(
            Lane lane, Parcel input, HandlerResponse response, Inspected inspected) {
        return switch (response.outcome()) {
            case Outcome.Done() -> done(lane, input, response, inspected);
            case Outcome.Failed(var failure) ->
                    broke(lane, input, Excerpt.of(failure), response.ops(), inspected.carries());
            case Outcome.RetryAfter again ->
                    throw new IllegalStateException("attempts go on until one ends otherwise");
        };
    }

    private Draft done(Lane lane, Parcel input, HandlerResponse response, Inspected inspected) {
        var draft = Draft.after(lane.refusalsInARow(), inspected.carries());
        draft.delivered(input);
        own(draft, lane, response.ops());
        inspected.messages().forEach(message -> outbox.put(draft, lane, message));
        if (replies(response) > 0) {
            // It has ended the request.
        } else if (outbox.isSpent(draft) && lane.isOpen()) {
            endings.fail(draft, lane, handlerFailed(lane, refusedTooOften(draft)));
        } else if (lane.isOpen() && lane.deliveries() + 1 >= deliveriesMax) {
            endings.fail(draft, lane, handlerFailed(lane, deliveredTooOften()));
        } else {
            endIfNothingIsOwed(draft, lane, input, response);
        }
        draft.afterwards.add(() -> lane.setRefusalsInARow(draft.refusalsInARow()));
        return draft;
    }

    private static String refusedTooOften(Draft draft) {
        return "had %,d messages refused in a row, which is over the limit; the journal has each with its reason"
                .formatted(draft.refusalsInARow());
    }

    private String deliveredTooOften() {
        return "took %,d deliveries without an answer, which is the limit; ask for less at a time"
                .formatted(deliveriesMax);
    }

    private Draft broke(
            Lane lane,
            Parcel input,
            Failure failure,
            List<KernelOp.StateOp> ops,
            Provenance carries) {
        var draft = new Draft(carries);
        draft.failed(input, Parcel.reason(failure));
        own(draft, lane, ops);
        if (lane.isOpen()) {
            endings.fail(draft, lane, isStop(input) ? StopSignal.stopped().failure() : failure);
        }
        return draft;
    }

    /// What the handler itself changes.
    private void own(Draft draft, Lane lane, List<KernelOp.StateOp> ops) {
        for (var op : ops) {
            draft.add(op);
            if (op instanceof KernelOp.UsageCharged(_, var usage)) {
                accounts.spent(draft, lane, usage);
            }
        }
    }

    /// A lane that has no call open and no message waiting will never be called again, so its
    /// request is answered now.
    private void endIfNothingIsOwed(
            Draft draft, Lane lane, Parcel input, HandlerResponse response) {
        if (!lane.isOpen()) {
            return;
        }
        if (isStop(input)) {
            endings.fail(draft, lane, StopSignal.stopped().failure());
            return;
        }
        boolean calls = response.outgoing().stream().anyMatch(Outgoing.Send.class::isInstance);
        if (!calls && lane.openCalls.isEmpty() && lane.queue.isEmpty() && !draft.postsTo(lane)) {
            endings.fail(
                    draft, lane, handlerFailed(lane, "acknowledged its request without an answer"));
        }
    }

    private static boolean isStop(Parcel input) {
        return isStop(input.message());
    }

    /// Whether it is the system's word that the run is being stopped.
    static boolean isStop(Message message) {
        return message.kind() == Message.Kind.FAILURE
                && message.sender().equals(Message.SYSTEM)
                && message.answers().isEmpty();
    }

    private static Failure handlerFailed(Lane lane, String text) {
        return new Failure(Failure.Kind.HANDLER_FAILED, lane.listener.name() + " " + text);
    }

    private static int replies(HandlerResponse response) {
        int replies = 0;
        for (var outgoing : response.outgoing()) {
            replies += outgoing instanceof Outgoing.Reply ? 1 : 0;
        }
        return replies;
    }

    /// What no handler may answer; nothing of such a response is kept.
    private static Optional<String> mistake(Lane lane, HandlerResponse response) {
        for (var op : response.ops()) {
            boolean others =
                    op instanceof KernelOp.HandlerStateSet set
                            && !set.listener().equals(lane.listener.name());
            if (others || !op.thread().equals(lane.id)) {
                return Optional.of("asked for a change that is not about its own thread");
            }
        }
        int replies = replies(response);
        if (replies > 1 || (replies == 1 && !lane.isOpen())) {
            return Optional.of("replied to a request that is already answered");
        }
        var calls = new HashSet<>(lane.openCalls.keySet());
        for (var outgoing : response.outgoing()) {
            if (outgoing instanceof Outgoing.Send send) {
                if (replies > 0) {
                    return Optional.of("replied and sent at once; nobody would read that answer");
                }
                var call = send.call();
                if (call.isEmpty() || call.length() > Excerpt.NAME_CHARS_MAX || !calls.add(call)) {
                    return Optional.of(
                            "sent call '%s', which is empty or already open or longer than %d characters"
                                    .formatted(Excerpt.name(call), Excerpt.NAME_CHARS_MAX));
                }
            }
        }
        return Optional.empty();
    }
}
