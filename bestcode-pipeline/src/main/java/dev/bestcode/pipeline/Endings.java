package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Provenance;

import java.time.InstantSource;

/// Writes the end of a lane into a draft: the answer to whoever opened it, what is left in its
/// queue, and its row of the thread table. Every open lane ends here exactly once.
final class Endings {
    private static final String LATE = "late: the request that it belongs to has ended";

    private final Stamp stamp;
    private final Accounts accounts;
    private final InstantSource clock;

    Endings(Stamp stamp, Accounts accounts, InstantSource clock) {
        this.stamp = stamp;
        this.accounts = accounts;
        this.clock = clock;
    }

    void reply(Draft draft, Lane lane, String tag, Canonical payload, Provenance provenance) {
        var request = lane.opening().orElseThrow().request();
        var message = stamp.answer(replyThread(lane), request, tag, payload.bytes());
        var json = payload.json();
        end(draft, lane, Parcel.of(message, json).from(provenance), new Answer.Replied(tag, json));
    }

    void fail(Draft draft, Lane lane, Failure failure) {
        var request = lane.opening().orElseThrow().request();
        var parcel = stamp.failure(replyThread(lane), request, lane.listener.name(), failure);
        end(draft, lane, parcel.from(draft.carries), new Answer.Failed(failure));
    }

    private static ThreadId replyThread(Lane lane) {
        return lane.parent.orElse(lane).id;
    }

    private void end(Draft draft, Lane lane, Parcel reply, Answer answer) {
        var opening = lane.opening().orElseThrow();
        accounts.settle(draft, lane, answer);
        draft.afterwards.add(() -> endCalls(lane));
        if (lane.parent.isEmpty()) {
            toUser(draft, lane, reply, answer);
        } else if (opening.awaited()) {
            toCaller(draft, lane.parent.get(), opening.request(), reply);
        }
        var said = lane.queue.stream().filter(Endings::isOfUser).toList();
        lane.queue.stream()
                .filter(left -> !isOfUser(left))
                .forEach(left -> draft.failed(left, LATE));
        draft.withdraw(lane, LATE);
        if (said.isEmpty()) {
            draft.afterwards.add(lane::close);
            retire(draft, lane, answer);
        } else {
            var next = said.getFirst().payload();
            var may = accounts.limit(lane.profile, lane.listener.name(), next);
            KeptLimit.with(draft, lane, may);
            draft.account(lane, draft.account(lane).opened());
            draft.afterwards.add(() -> lane.closeAndGoOn(said, clock.instant(), may));
        }
    }

    /// What it has called of organisms ends with it; mostly there is none. A tool's answer that is
    /// late is told from the answer of a later call, so that one ends by itself.
    private static void endCalls(Lane lane) {
        lane.children.stream()
                .filter(child -> child.listener.isCalled() && child.isAwaited())
                .forEach(Lane::interruptAll);
    }

    /// What a person said while the answer was under way is the run's next request.
    private static boolean isOfUser(Parcel left) {
        return left.message().kind() == Message.Kind.REQUEST
                && left.message().sender().equals(Message.USER);
    }

    /// Shown as final, so forced first.
    private static void toUser(Draft draft, Lane lane, Parcel reply, Answer answer) {
        draft.record(reply.message(), reply.payload());
        draft.add(new KernelOp.MessageDelivered(reply.message().id()));
        draft.force();
        var promise = lane.run.promise();
        draft.afterwards.add(() -> promise.keep(answer));
    }

    /// An answer reaches the call that asked for it or nobody: what comes when the call is no
    /// longer open is recorded as failed.
    private static void toCaller(Draft draft, Lane caller, Message request, Parcel reply) {
        if (request.id().equals(caller.openCalls.get(request.call()))) {
            draft.post(caller, reply);
            draft.afterwards.add(() -> caller.openCalls.remove(request.call()));
        } else {
            draft.record(reply.message(), reply.payload());
            draft.add(new KernelOp.MessageFailed(reply.message().id(), LATE));
        }
    }

    /// A run's own thread stays for a follow-up; any other goes, with every ended ancestor that
    /// only waited for it.
    private static void retire(Draft draft, Lane lane, Answer answer) {
        boolean waits = !lane.children.isEmpty() || draft.pushed() > 0;
        if (lane.parent.isEmpty()) {
            rest(draft, lane, status(answer), waits);
        } else if (waits) {
            draft.add(new KernelOp.ThreadStatusSet(lane.id, ThreadStatus.COMPLETED));
        } else {
            prune(draft, lane);
        }
    }

    /// A run that is pruned at its end ends only when nothing below it can still read what goes.
    private static void rest(Draft draft, Lane lane, ThreadStatus status, boolean waits) {
        if (waits && lane.run.isPrunedAtEnd()) {
            draft.add(Owed.keep(lane.id, status));
            draft.afterwards.add(() -> lane.run.oweStatus(status));
        } else {
            draft.add(new KernelOp.ThreadStatusSet(lane.id, status));
        }
    }

    private static void prune(Draft draft, Lane lane) {
        draft.add(new KernelOp.ThreadPruned(lane.id));
        var parent = lane.parent.orElseThrow();
        draft.afterwards.add(() -> parent.children.remove(lane));
        boolean last = parent.children.size() == 1;
        if (last && !parent.isOpen()) {
            if (parent.parent.isPresent()) {
                prune(draft, parent);
            } else {
                parent.run
                        .owedStatus()
                        .ifPresent(owed -> rest(draft, parent, owed, /* waits= */ false));
            }
        }
    }

    /// Stopped is completed: the conversation is whole and can go on.
    private static ThreadStatus status(Answer answer) {
        return switch (answer) {
            case Answer.Replied replied -> ThreadStatus.COMPLETED;
            case Answer.Failed(var failure) ->
                    failure.kind() == Failure.Kind.STOPPED
                            ? ThreadStatus.COMPLETED
                            : ThreadStatus.FAILED;
        };
    }
}
