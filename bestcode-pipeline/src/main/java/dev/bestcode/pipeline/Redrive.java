package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.tool.ToolPreview;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Drives a run again from its log, in the order of the log. What came from outside is taken from
/// there; all else is made by what made it the first time, and [ReplayKernel] lets in nothing that
/// is not the same.
///
/// One delivery was one transaction, and its thread's deliveries were in order; so it is enough to
/// settle them one after the other. No worker, no wait and no clock has a part in it.
final class Redrive {
    private final RunId run;
    private final Iterator<LoggedTransaction> log;
    private Optional<LoggedTransaction> head;
    private final Wiring parts;
    private final ReplayKernel kernel;
    private final LoggedNumbers numbers = new LoggedNumbers();
    private final Stamp stamp = new Stamp(numbers);
    private final LoggedInputs inputs;
    private final LeftWhenLooked looks;
    private final Redelivery redelivery;
    private final AskedAgain questions;
    private final Flights flights = new Flights();
    private final ThreadId first;
    private boolean forking;
    private long transactions;
    private long derivedOps;
    private long givenOps;

    /// @param derived listeners whose work is done again
    Redrive(
            PipelineBuilder builder,
            Playhead playhead,
            RunId run,
            Iterator<LoggedTransaction> log,
            Set<String> derived) {
        this.run = run;
        this.log = log;
        this.head = Optional.of(log.next());
        playhead.set(head.get());
        var begun = begun(head.get());
        this.first = begun.thread();
        var root = begun.parent().orElseThrow();
        push(builder.kernel, root);
        this.kernel = new ReplayKernel(builder.kernel, playhead);
        this.inputs = new LoggedInputs(playhead);
        this.parts =
                new Wiring(
                        builder,
                        new Wiring.Ground(
                                kernel,
                                root,
                                stamp,
                                () -> playhead.now().time(),
                                new LoggedPreviews(playhead, inputs, kernel),
                                inputs::worked,
                                new Gate(Integer.MAX_VALUE),
                                /* works= */ false));
        this.looks = new LeftWhenLooked(parts.accounts, derived);
        this.redelivery =
                new Redelivery(playhead, derived, parts, kernel, numbers, stamp, inputs, looks);
        this.questions = new AskedAgain(parts, kernel, stamp, inputs);
    }

    private static void push(Kernel kernel, ThreadId root) {
        var nothing = Sha256.of(new byte[0]);
        kernel.commit(
                List.of(
                        new KernelOp.ThreadPushed(
                                root, Optional.empty(), Optional.empty(), "root", "", nothing)),
                Force.WITH_NEXT);
    }

    Replayed drive() {
        while (head.isPresent() || log.hasNext()) {
            var next = head.orElseGet(log::next);
            head = Optional.empty();
            try {
                drive(next);
            } catch (DivergedException e) {
                return new Replayed.Diverged(e.divergence());
            } catch (OutsideException e) {
                return new Replayed.Outside(next.lsn(), e.why());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a run was replayed", e);
            } catch (RuntimeException e) {
                return nothing(next, ForeignCode.shown(e));
            }
            if (!kernel.isDone()) {
                return nothing(next, "nothing follows from what was there");
            }
        }
        return new Replayed.Same(transactions, derivedOps, givenOps);
    }

    private static Replayed nothing(LoggedTransaction logged, String why) {
        var op = Optional.of(logged.ops().getFirst());
        return new Replayed.Diverged(new Divergence(logged.lsn(), 0, op, Optional.empty(), why));
    }

    private void drive(LoggedTransaction next) throws InterruptedException {
        requireEachRefusal(next);
        numbers.begin(next);
        kernel.begin(next);
        transactions++;
        var cause = forking ? new Cause.Kept() : Cause.of(next, first);
        switch (cause) {
            case Cause.Begun(var thread, var task) -> begin(thread, task);
            case Cause.Forked(var thread) -> fork(next, thread);
            case Cause.Said(var message, var whole) -> say(message, whole);
            case Cause.Asked(var question) -> ask(question);
            case Cause.Retried(var attempt) -> retry(attempt);
            case Cause.Finished(var message, var reason) -> finish(message, reason);
            case Cause.Stopped(var word) ->
                    parts.stops.begin(live().lane, LoggedInputs.shown(word));
            case Cause.TakenUp() -> takeUp();
            case Cause.Kept() -> give(next);
            case Cause.Unknown() ->
                    throw new OutsideException("its cause is none that this version knows");
        }
        parts.runs.get(run).ifPresent(live -> looks.look(live.lane));
        if (!(cause instanceof Cause.Kept || cause instanceof Cause.Forked)) {
            derivedOps += next.ops().size();
        }
    }

    private static KernelOp.ThreadPushed begun(LoggedTransaction logged) {
        return logged.ops().stream()
                .filter(KernelOp.ThreadPushed.class::isInstance)
                .map(KernelOp.ThreadPushed.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /// One that was only counted has no entry, but an answer where its sender waited for one.
    private void requireEachRefusal(LoggedTransaction next) {
        for (var op : next.ops()) {
            boolean counted =
                    switch (op) {
                        case KernelOp.MessageRefused(_, _, var reason) ->
                                reason.contains(Draft.ONLY_COUNTED);
                        case KernelOp.MessageDispatched(var message) ->
                                message.sender().equals(Message.SYSTEM)
                                        && message.answers()
                                                .filter(request -> !isKnown(request, next))
                                                .isPresent();
                        case KernelOp _ -> false;
                    };
            if (counted) {
                throw new OutsideException(
                        "of refusals that came too fast the journal has the number alone");
            }
        }
    }

    private boolean isKnown(MessageId message, LoggedTransaction next) {
        return next.ops().stream().anyMatch(op -> isOf(message, op))
                || kernel.state().journal().get(message).isPresent();
    }

    private static boolean isOf(MessageId message, KernelOp op) {
        return switch (op) {
            case KernelOp.MessageRefused(var refused, _, _) -> refused.id().equals(message);
            case KernelOp.MessageDispatched(var sent) -> sent.id().equals(message);
            case KernelOp _ -> false;
        };
    }

    private LiveRun live() {
        return parts.runs
                .get(run)
                .orElseThrow(() -> new IllegalStateException("run %s is at rest".formatted(run)));
    }

    private void begin(KernelOp.ThreadPushed thread, Message task) {
        parts.door.begin(
                run,
                thread.profile(),
                task.listener(),
                task.tag(),
                new UntrustedBytes(task.payload()));
    }

    private void say(Message message, Sha256 whole) {
        parts.door.followUp(run, message.tag(), LoggedInputs.bytes(message, whole));
    }

    /// What a fork begins with are copies of what another run had.
    private void fork(LoggedTransaction next, KernelOp.ThreadPushed thread) {
        var rights = parts.frozen.keep(parts.policy.rights(thread.profile()));
        if (!rights.sha256().equals(thread.rights())) {
            var now =
                    new KernelOp.ThreadPushed(
                            thread.thread(),
                            thread.parent(),
                            thread.run(),
                            thread.name(),
                            thread.profile(),
                            rights.sha256());
            throw new DivergedException(
                    new Divergence(
                            next.lsn(),
                            next.ops().indexOf(thread),
                            Optional.of(thread),
                            Optional.of(now),
                            ""));
        }
        give(next);
    }

    private void give(LoggedTransaction next) {
        var here = next.ops().stream().filter(op -> !(op instanceof KernelOp.RunForked)).toList();
        kernel.commitAsItIs(here);
        givenOps += next.ops().size();
        forking =
                kernel.state()
                                .threads()
                                .get(first)
                                .filter(row -> row.status() == ThreadStatus.ACTIVE)
                                .isPresent()
                        && parts.runs.get(run).isEmpty();
    }

    private void ask(Message question) throws InterruptedException {
        var payload = Json.parseObject(question.payload().utf8());
        questions.ask(
                flights.of(live(), new MessageId(payload.requireLong("intent"))),
                ToolPreview.from(payload.requireObject("preview")));
    }

    private void retry(KernelOp.MessageRetried logged) {
        var flight = flights.of(live(), logged.message());
        if (inputs.hasCost(flight.lane)) {
            flight.lane.costs();
        }
        var retried =
                new KernelOp.MessageRetried(logged.message(), flight.attempt(), logged.reason());
        parts.attempts
                .lost(flight.lane, retried)
                .ifPresent(spent -> flight.end(new Ended.Broke(spent)));
    }

    private void finish(MessageId message, Optional<String> reason) {
        if (questions.answered(message)) {
            return;
        }
        var flight = flights.of(live(), message);
        inputs.read(flight.lane).forEach(flight.reading::add);
        if (reason.isPresent() && inputs.hasCost(flight.lane)) {
            flight.lane.costs();
        }
        var ended = redelivery.ended(flight, reason);
        flight.lane.run.locked(
                () -> {
                    parts.hop.settle(flight.lane, flight.input, ended, flight.reading);
                    return ended;
                });
        flights.end(flight);
    }

    /// What the process before had in memory is gone.
    private void takeUp() {
        parts.runs
                .get(run)
                .ifPresent(
                        left ->
                                left.locked(
                                        () -> {
                                            parts.runs.forget(left);
                                            return left;
                                        }));
        flights.clear();
        questions.clear();
        parts.reopening.takeUp(run);
    }
}
