package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.security.AccessPolicy.Called;
import dev.bestcode.pipeline.Inspected.Judged;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Writes what a handler sends into the draft, as it was judged: a child thread with the request on
/// it, or the refusal and, for a caller that waits, its answer.
final class Outbox {
    private final Listeners listeners;
    private final FrozenRights frozen;
    private final Endings endings;
    private final Accounts accounts;
    private final Stamp stamp;
    private final PipelineOptions options;
    private final InstantSource clock;

    Outbox(
            Listeners listeners,
            FrozenRights frozen,
            Endings endings,
            Accounts accounts,
            Stamp stamp,
            PipelineOptions options,
            InstantSource clock) {
        this.listeners = listeners;
        this.frozen = frozen;
        this.endings = endings;
        this.accounts = accounts;
        this.stamp = stamp;
        this.options = options;
        this.clock = clock;
    }

    void put(Draft draft, Lane lane, Judged judged) {
        switch (judged.outgoing()) {
            case Outgoing.Reply reply -> reply(draft, lane, reply, judged);
            case Outgoing.Send send -> request(draft, lane, judged, Optional.of(send.call()));
            case Outgoing.Broadcast _, Outgoing.Spawn _ ->
                    request(draft, lane, judged, Optional.empty());
        }
    }

    private void reply(Draft draft, Lane lane, Outgoing.Reply reply, Judged judged) {
        switch (judged.verdict()) {
            case Verdict.Admitted(var payload) ->
                    endings.reply(draft, lane, reply.tag(), payload, judged.provenance());
            case Verdict.Rejected(var failure) -> {
                var request = lane.opening().orElseThrow().request();
                var refused = stamp.answer(lane.id, request, reply.tag(), reply.payload().bytes());
                draft.refused(lane.run.refusals, refused, failure);
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
    private void request(Draft draft, Lane lane, Judged judged, Optional<String> call) {
        if (isSpent(draft)) {
            return; // the request fails for it, and hears of none of the rest
        }
        var limit = limit(draft, lane).or(() -> callLimit(draft, lane, judged.to()));
        if (limit.isEmpty()
                && judged.verdict() instanceof Verdict.Admitted
                && judged.outgoing() instanceof Outgoing.Send send) {
            limit = accounts.reserve(draft, lane, send.call(), send.reserves());
        }
        var verdict = limit.isPresent() ? new Verdict.Rejected(limit.get()) : judged.verdict();
        switch (verdict) {
            case Verdict.Admitted admitted -> dispatch(draft, lane, judged, call, admitted);
            case Verdict.Rejected(var failure) -> {
                var outgoing = judged.outgoing();
                var refused =
                        stamp.request(
                                lane.id,
                                lane.listener.name(),
                                judged.to(),
                                outgoing.tag(),
                                call.orElse(""),
                                outgoing.payload().bytes());
                draft.refused(lane.run.refusals, refused, failure);
                if (call.isPresent()) {
                    var answer = stamp.failure(lane.id, refused, Message.SYSTEM, failure);
                    draft.post(lane, answer.from(draft.carries));
                }
            }
        }
    }

    /// The child is frozen with what its sender has now.
    private void dispatch(
            Draft draft,
            Lane lane,
            Judged judged,
            Optional<String> call,
            Verdict.Admitted admitted) {
        var to = judged.to();
        var profile = frozen.called(lane).map(Called::profile).orElse(lane.profile);
        var child =
                new Lane(
                        lane.run,
                        stamp.newThread(),
                        Optional.of(lane),
                        listeners.get(to).orElseThrow(),
                        profile,
                        frozen.keep(frozen.sending(lane)));
        draft.push(
                child,
                Optional.of(lane),
                new KernelOp.ThreadPushed(
                        child.id,
                        Optional.of(lane.id),
                        Optional.of(lane.run.id),
                        to,
                        child.profile,
                        child.frozen.sha256()));
        if (!judged.foreseen().isEmpty()) {
            draft.add(Foreseen.keep(child.id, judged.foreseen()));
        }
        var payload = admitted.payload();
        var message =
                stamp.request(
                        child.id,
                        lane.listener.name(),
                        to,
                        judged.outgoing().tag(),
                        call.orElse(""),
                        payload.bytes());
        draft.admitted();
        draft.post(child, new Parcel(message, payload.json(), judged.provenance()));
        var now = clock.instant();
        var may = accounts.limit(child.profile, to, payload.json());
        draft.afterwards.add(
                () -> {
                    child.open(message, call.isPresent(), now, may);
                    child.setRead(draft.carries);
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

    /// What keeps an organism from being called by this lane now.
    private Optional<Failure> callLimit(Draft draft, Lane lane, String to) {
        var listener = listeners.get(to);
        var limits = listener.flatMap(Listeners.Listener::calls);
        if (limits.isEmpty()) {
            return Optional.empty();
        }
        if (lane.callDepth >= limits.get().depthMax()) {
            return denied(
                    "%s may be called %d deep, and this is a call %d deep; do it here"
                            .formatted(to, limits.get().depthMax(), lane.callDepth));
        }
        long open =
                lane.children.stream()
                                .filter(child -> child.listener.isCalled() && child.isOpen())
                                .count()
                        + draft.posts.stream()
                                .filter(post -> post.to().listener.isCalled())
                                .filter(post -> post.to().parent.filter(lane::equals).isPresent())
                                .count();
        if (open >= limits.get().atOnceMax()) {
            return denied(
                    "%d calls of organisms are under way here, and %s may be one of %d; wait for answers"
                            .formatted(open, to, limits.get().atOnceMax()));
        }
        var lacks = frozen.called(lane, listener.get()).map(Called::lacks).orElse(List.of());
        return lacks.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Failure(
                                Kind.NO_ROUTE,
                                "%s cannot work without %s, which is not reached from here; do it here, or end and say what it needs"
                                        .formatted(to, String.join(", ", lacks))));
    }

    private static Optional<Failure> denied(String why) {
        return Optional.of(new Failure(Kind.DENIED, why));
    }
}
