package dev.bestcode.pipeline;

import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.FileChange;
import dev.bestcode.pipeline.Inspected.Judged;

import java.util.ArrayList;
import java.util.List;

/// Takes what a handler sends through admission and the embedder's steps before the run's lock is
/// taken, so that neither sixteen megabytes nor somebody else's code hold up the run's other
/// threads.
final class Inspection {
    private static final Source REPAIRED = new Source(Source.Kind.REPAIR, "lone-surrogates");

    private final Admission admission;
    private final Listeners listeners;
    private final Previews previews;
    private final FrozenRights frozen;
    private final Steps steps;
    private final int refusalsInARowMax;

    Inspection(
            Admission admission,
            Listeners listeners,
            Previews previews,
            FrozenRights frozen,
            Steps steps,
            int refusalsInARowMax) {
        this.admission = admission;
        this.listeners = listeners;
        this.previews = previews;
        this.frozen = frozen;
        this.steps = steps;
        this.refusalsInARowMax = refusalsInARowMax;
    }

    Inspected of(Lane lane, Ended ended, Provenance read) {
        var carries = read.with(List.of(lane.listener.source()));
        return new Inspected(
                ended,
                switch (ended) {
                    case Ended.Broke _ -> List.of();
                    case Ended.Responded(var response) -> judged(lane, response, carries);
                },
                read,
                carries);
    }

    /// What is admitted bears what was done to it.
    static Provenance stamped(Provenance carries, Verdict verdict) {
        return verdict instanceof Verdict.Admitted(var payload) && payload.repaired()
                ? carries.with(List.of(REPAIRED))
                : carries;
    }

    /// The reply last: it may prune the thread that the others hang below.
    private List<Judged> judged(Lane lane, HandlerResponse response, Provenance carries) {
        var requests = new Requests(lane, carries);
        response.outgoing().forEach(requests::add);
        for (var outgoing : response.outgoing()) {
            if (outgoing instanceof Outgoing.Reply reply) {
                requests.judged.add(reply(lane, reply, carries));
            }
        }
        return requests.judged;
    }

    private Judged reply(Lane lane, Outgoing.Reply reply, Provenance carries) {
        var run = lane.run;
        var from = lane.listener;
        var verdict = admission.answer(lane.frozen, from, reply.tag(), reply.payload());
        var provenance = stamped(carries, verdict);
        var to = lane.opening().map(opening -> opening.request().sender()).orElse(Message.USER);
        var round = steps.round(run.id, lane.profile, from.name());
        return new Judged(
                reply,
                "",
                round.after(verdict, Message.Kind.ANSWER, to, reply.tag(), provenance),
                provenance,
                List.of());
    }

    /// The requests of one response.
    private final class Requests {
        final List<Judged> judged = new ArrayList<>();
        private final Lane lane;
        private final Provenance carries;
        private final Steps.Round round;
        private final Rights rights;
        private int refusedInARow;

        Requests(Lane lane, Provenance carries) {
            this.lane = lane;
            this.carries = carries;
            this.round = steps.round(lane.run.id, lane.profile, lane.listener.name());
            this.rights = frozen.sending(lane);
            this.refusedInARow = lane.refusalsInARow();
        }

        void add(Outgoing outgoing) {
            switch (outgoing) {
                case Outgoing.Reply _ -> {}
                case Outgoing.Send send -> add(send, send.to());
                case Outgoing.Broadcast broadcast ->
                        broadcast.to().forEach(to -> add(outgoing, to));
                case Outgoing.Spawn spawn -> add(spawn, spawn.to());
            }
        }

        /// Past the limit the request fails anyway, so the rest is not even read.
        private void add(Outgoing outgoing, String to) {
            if (refusedInARow > refusalsInARowMax) {
                return;
            }
            var tag = outgoing.tag();
            var admitted =
                    admission.request(
                            lane.profile,
                            rights,
                            lane.listener.name(),
                            to,
                            tag,
                            outgoing.payload());
            var provenance = stamped(carries, admitted);
            var verdict = round.after(admitted, Message.Kind.REQUEST, to, tag, provenance);
            refusedInARow = verdict instanceof Verdict.Rejected ? refusedInARow + 1 : 0;
            judged.add(new Judged(outgoing, to, verdict, provenance, foreseen(to, verdict)));
        }

        /// Only a verifiable call is looked up on the disk after a kill.
        private List<FileChange> foreseen(String to, Verdict verdict) {
            var listener = listeners.get(to);
            if (!(verdict instanceof Verdict.Admitted(var payload))
                    || listener.isEmpty()
                    || listener.get().effect() != Effect.VERIFIABLE) {
                return List.of();
            }
            try {
                return previews.foreseen(lane, listener.get(), payload.json(), rights, carries)
                        .changes();
            } catch (InterruptedException e) { // a worker is not interrupted here; should it be
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
    }
}
