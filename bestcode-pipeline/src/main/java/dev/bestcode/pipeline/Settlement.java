package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Turns the end of a delivery into the one transaction that finishes it.
final class Settlement {
    private final Outbox outbox;
    private final Endings endings;

    Settlement(Outbox outbox, Endings endings) {
        this.outbox = outbox;
        this.endings = endings;
    }

    Draft of(Lane lane, Parcel input, Ended ended) {
        return switch (ended) {
            case Ended.Broke(var failure) -> broke(lane, input, failure, List.of());
            case Ended.Responded(var response) ->
                    mistake(lane, response)
                            .map(text -> broke(lane, input, handlerFailed(lane, text), List.of()))
                            .orElseGet(() -> responded(lane, input, response));
        };
    }

    private Draft responded(Lane lane, Parcel input, HandlerResponse response) {
        return switch (response.outcome()) {
            case Outcome.Done() -> done(lane, input, response);
            case Outcome.Failed(var failure) ->
                    broke(lane, input, Excerpt.of(failure), response.ops());
            case Outcome.RetryAfter again ->
                    throw new IllegalStateException("attempts go on until one ends otherwise");
        };
    }

    private Draft done(Lane lane, Parcel input, HandlerResponse response) {
        var draft = Draft.after(lane.refusalsInARow());
        draft.delivered(input);
        response.ops().forEach(draft::add);
        // The reply last: it may prune the thread that the others hang below.
        response.outgoing().stream()
                .filter(outgoing -> !(outgoing instanceof Outgoing.Reply))
                .forEach(outgoing -> outbox.put(draft, lane, outgoing));
        var reply = response.outgoing().stream().filter(Outgoing.Reply.class::isInstance).findAny();
        if (reply.isPresent()) {
            outbox.put(draft, lane, reply.get());
        } else if (outbox.isSpent(draft) && lane.isOpen()) {
            endings.fail(draft, lane, handlerFailed(lane, refusedTooOften(draft)));
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

    private Draft broke(Lane lane, Parcel input, Failure failure, List<KernelOp.StateOp> ops) {
        var draft = new Draft();
        draft.failed(input, Parcel.reason(failure));
        ops.forEach(draft::add);
        if (lane.isOpen()) {
            endings.fail(draft, lane, isStop(input) ? StopSignal.stopped().failure() : failure);
        }
        return draft;
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
        return input.message().sender().equals(Message.SYSTEM)
                && input.message().answers().isEmpty();
    }

    private static Failure handlerFailed(Lane lane, String text) {
        return new Failure(Failure.Kind.HANDLER_FAILED, lane.listener.name() + " " + text);
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
        var replies = response.outgoing().stream().filter(Outgoing.Reply.class::isInstance).count();
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
