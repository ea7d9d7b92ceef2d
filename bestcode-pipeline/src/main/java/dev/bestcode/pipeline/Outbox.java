package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.Rights;

import java.util.Optional;

/// Admits what a handler sends and writes it into the draft: a child thread with the request on it,
/// or the refusal and, for a caller that waits, its answer.
final class Outbox {
    private final Admission admission;
    private final Listeners listeners;
    private final FrozenRights frozen;
    private final Endings endings;
    private final Stamp stamp;
    private final PipelineOptions options;

    Outbox(
            Admission admission,
            Listeners listeners,
            FrozenRights frozen,
            Endings endings,
            Stamp stamp,
            PipelineOptions options) {
        this.admission = admission;
        this.listeners = listeners;
        this.frozen = frozen;
        this.endings = endings;
        this.stamp = stamp;
        this.options = options;
    }

    void put(Draft draft, Lane lane, Outgoing outgoing) {
        switch (outgoing) {
            case Outgoing.Reply(var tag, var payload) -> reply(draft, lane, tag, payload);
            case Outgoing.Send(var to, var tag, var payload, var call) ->
                    request(draft, lane, to, tag, payload, Optional.of(call));
            case Outgoing.Broadcast(var receivers, var tag, var payload) ->
                    receivers.forEach(
                            to -> request(draft, lane, to, tag, payload, Optional.empty()));
            case Outgoing.Spawn(var to, var tag, var payload) ->
                    request(draft, lane, to, tag, payload, Optional.empty());
        }
    }

    private void reply(Draft draft, Lane lane, String tag, UntrustedBytes payload) {
        switch (admission.answer(lane.frozen, lane.listener, tag, payload)) {
            case Verdict.Admitted(var json) ->
                    endings.reply(draft, lane, tag, payload.bytes(), json);
            case Verdict.Rejected(var failure) -> {
                var request = lane.opening().orElseThrow().request();
                draft.refused(stamp.answer(lane.id, request, tag, payload.bytes()), failure);
                endings.fail(
                        draft,
                        lane,
                        new Failure(
                                Kind.HANDLER_FAILED,
                                "the reply of %s was not admitted: %s"
                                        .formatted(lane.listener.name(), failure.message())));
            }
        }
    }

    /// @param call empty when no answer is to come back
    private void request(
            Draft draft,
            Lane lane,
            String to,
            String tag,
            UntrustedBytes payload,
            Optional<String> call) {
        if (isSpent(draft)) {
            return; // the request fails for it, and hears of none of the rest
        }
        var sender = lane.listener.name();
        var limit = limit(draft, lane);
        var rights = frozen.effective(lane);
        var verdict =
                limit.isPresent()
                        ? new Verdict.Rejected(limit.get())
                        : admission.request(lane.run.profile, rights, sender, to, tag, payload);
        switch (verdict) {
            case Verdict.Admitted admitted ->
                    dispatch(draft, lane, rights, to, tag, payload, call, admitted);
            case Verdict.Rejected(var failure) -> {
                var refused =
                        stamp.request(lane.id, sender, to, tag, call.orElse(""), payload.bytes());
                draft.refused(refused, failure);
                if (call.isPresent()) {
                    draft.post(lane, stamp.failure(lane.id, refused, Message.SYSTEM, failure));
                }
            }
        }
    }

    /// @param rights of the sender's thread now, which the child's are frozen with
    private void dispatch(
            Draft draft,
            Lane lane,
            Rights rights,
            String to,
            String tag,
            UntrustedBytes payload,
            Optional<String> call,
            Verdict.Admitted admitted) {
        var child =
                new Lane(
                        lane.run,
                        stamp.newThread(),
                        Optional.of(lane),
                        listeners.get(to).orElseThrow(),
                        frozen.keep(rights));
        draft.push(
                child,
                Optional.of(lane),
                new KernelOp.ThreadPushed(
                        child.id,
                        Optional.of(lane.id),
                        Optional.of(lane.run.id),
                        to,
                        lane.run.profile,
                        child.frozen.sha256()));
        var message =
                stamp.request(
                        child.id, lane.listener.name(), to, tag, call.orElse(""), payload.bytes());
        draft.admitted();
        draft.post(child, new Parcel(message, admitted.payload()));
        draft.afterwards.add(
                () -> {
                    child.open(message, call.isPresent());
                    call.ifPresent(name -> lane.openCalls.put(name, message.id()));
                });
    }

    /// Whether so much was refused in a row that the handler must be taken not to read refusals.
    boolean isSpent(Draft draft) {
        return draft.refusalsInARow() > options.refusalsInARowMax();
    }

    private Optional<Failure> limit(Draft draft, Lane lane) {
        if (lane.isStopping()) {
            return Optional.of(
                    new Failure(
                            Kind.STOPPED, "the run is being stopped; answer with what there is"));
        }
        if (lane.depth >= options.threadDepthMax()) {
            return Optional.of(
                    new Failure(
                            Kind.DENIED,
                            "this thread is %d deep, which is the limit; do it here"
                                    .formatted(lane.depth)));
        }
        int alive = lane.children.size() + draft.pushed();
        if (alive >= options.childrenAliveMax()) {
            return Optional.of(
                    new Failure(
                            Kind.DENIED,
                            "%,d calls are open on this thread, which is the limit; wait for answers"
                                    .formatted(alive)));
        }
        return Optional.empty();
    }
}
