package dev.bestcode.pipeline;

import dev.bestcode.api.control.SystemControl.Subscription;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.ApprovalAnswer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Carries messages between listeners: every hop is admitted, committed, delivered. Safe from any
/// thread. The kernel is the caller's: it is neither opened nor closed here, and nobody else may
/// commit to it meanwhile.
public final class Pipeline implements AutoCloseable {
    private final PipelineOptions options;
    private final Kernel kernel;
    private final ThreadId root;
    private final Door door;
    private final Stops stops;
    private final Runs runs;
    private final Approvals approvals;
    private final Reopening reopening;
    private final Forking forking;
    private final Stamp stamp;
    private final Hop hop;
    private final EventBus bus;
    private final Gate gate;
    private final CountDownLatch closed = new CountDownLatch(1);

    Pipeline(PipelineBuilder parts) {
        kernel = parts.kernel;
        options = parts.options;
        gate = new Gate(options.queueMax());
        stamp = new Stamp(Numbers.from(kernel.state().nextId()));
        root = root(kernel, stamp);
        forking = new Forking(kernel, root, stamp);
        var wiring =
                new Wiring(
                        parts,
                        new Wiring.Ground(
                                kernel,
                                root,
                                stamp,
                                parts.clock,
                                new Previews(options.interruptGrace()),
                                Lane::worked,
                                gate,
                                /* works= */ true));
        runs = wiring.runs;
        approvals = wiring.approvals;
        hop = wiring.hop;
        stops = wiring.stops;
        reopening = wiring.reopening;
        door = wiring.door;
        bus = wiring.bus;
        kernel.onForced(bus::release);
    }

    public static PipelineBuilder builder(Kernel kernel, AccessPolicy policy) {
        return new PipelineBuilder(kernel, policy);
    }

    /// The check of payloads that pipelines use, for others who have to know whether one would
    /// pass.
    public static SchemaValidator schemaValidator() {
        return new NetworkntValidator();
    }

    /// What is wrong with a JSON Schema 2020-12 that payloads are to be checked against.
    public static List<String> schemaProblems(JsonObject schema) {
        return new NetworkntValidator().problems(schema);
    }

    /// Begin a run with a request from outside. Returns when it is on stable storage; a refused one
    /// is there too, or counted when too many come at once, and its ticket has the failure.
    /// @throws dev.bestcode.api.control.QueueFullException when as many messages wait as may
    /// @throws IllegalStateException when closed
    public Ticket submit(String profile, String listener, String tag, UntrustedBytes payload) {
        return submit(newRunId(), profile, listener, tag, payload);
    }

    /// The same with an id from [#newRunId].
    public Ticket submit(
            RunId run, String profile, String listener, String tag, UntrustedBytes payload) {
        return door.submit(run, profile, listener, tag, payload);
    }

    /// Give a run that has answered another request, on the same thread.
    /// @throws IllegalArgumentException when there is no such run
    /// @throws IllegalStateException when its request is open, when it was pruned, or when closed
    /// @throws dev.bestcode.api.control.QueueFullException when as many messages wait as may
    public Ticket followUp(RunId run, String tag, UntrustedBytes payload) {
        return door.followUp(run, tag, payload);
    }

    /// The newest request of a run, while it is open here; to wait for it or to stop it.
    public Optional<Ticket> underWay(RunId run) {
        return runs.get(run).flatMap(live -> live.locked(live::open));
    }

    /// Stop a request: its agent is told, what is under way below it is interrupted, and it is
    /// answered, by the pipeline if not by the agent. Returns at once. Does nothing to one that has
    /// ended or is being stopped.
    public void stop(Ticket ticket) {
        runs.get(ticket.run()).ifPresent(run -> stops.stop(run, ticket));
    }

    /// Who waits for whom, and since when: every request without an answer, callers before those
    /// they called, runs in no order. Each run's part is of one moment.
    public List<OpenCall> openCalls() {
        return runs.all().stream()
                .flatMap(run -> run.locked(run.lane::openCalls).stream())
                .toList();
    }

    /// Answer a question whether a call may run.
    /// @return whether it was open here; the answer is on stable storage then
    public boolean approve(MessageId question, ApprovalAnswer answer) {
        return approvals.answer(question, answer);
    }

    /// Go on with a run that an earlier process left open, where it stood and under the rights that
    /// it began with. Calls that change nothing are made again, those that change files are looked
    /// up on the disk, and of any other that was under way its caller reads that the outcome is
    /// unknown. Questions are asked anew. One that is under way here just goes on.
    /// @throws IllegalArgumentException when there is no such run
    /// @throws IllegalStateException when it has ended, or cannot be read back
    public Ticket takeUp(RunId run) {
        return reopening.takeUp(run);
    }

    /// Keep what a part of the system must know after a kill, in place of what it kept before.
    /// Returns when it is written, not forced: what a power cut loses of it, it has ended too.
    /// @param part its name, which is no listener's
    public void keep(String part, Bytes state) {
        keep(part, state, Force.WITH_NEXT);
    }

    /// The same, on stable storage where the caller says so.
    public void keep(String part, Bytes state, Force force) {
        kernel.commit(List.of(new KernelOp.HandlerStateSet(root, part, state)), force);
    }

    /// What a part of the system kept last, here or in an earlier process.
    public Optional<Bytes> kept(String part) {
        return kernel.state().handlerState(root, part);
    }

    /// Keep contents with a run by their hashes, as long as it keeps its own, and what a part of
    /// the system must know of the run, in place of what it kept before.
    /// @return the transaction, which is written, not forced
    /// @throws IllegalArgumentException when there is no such run
    public Committed keep(RunId run, List<Bytes> contents, String part, Optional<Bytes> state) {
        var thread = thread(run);
        var ops = new ArrayList<KernelOp>();
        contents.forEach(content -> ops.add(new KernelOp.ContentKept(thread, content)));
        state.ifPresent(kept -> ops.add(new KernelOp.HandlerStateSet(thread, part, kept)));
        return kernel.commit(ops, Force.WITH_NEXT);
    }

    /// Return when all that was written is on stable storage.
    public void force() {
        kernel.commit(List.of(), Force.NOW);
    }

    /// What a part of the system kept last of a run.
    public Optional<Bytes> kept(RunId run, String part) {
        return kernel.state().handlerState(thread(run), part);
    }

    private ThreadId thread(RunId run) {
        return kernel.state()
                .threads()
                .ofRun(run)
                .map(ThreadRow::id)
                .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
    }

    /// The least number that a message to come can have: what is done now comes behind every
    /// message with a lower one.
    public long nextNumber() {
        return stamp.next();
    }

    /// An id for a run that is to begin, as a fork or with a request.
    public RunId newRunId() {
        return door.newRunId();
    }

    /// Begin a run where another one stood, at rest, to be followed up. Returns when it is on
    /// stable storage. After a kill the same call goes on with what is there of it; one that is
    /// complete stays as it is.
    /// @throws IllegalArgumentException when there is no run to fork
    /// @throws IllegalStateException when its content is gone
    public void fork(Fork fork) {
        forking.begin(fork);
    }

    /// Watch from now on. See [BestCodeEvent]; a watcher that falls 10,000 committed events behind
    /// is told so and gets no more.
    public Subscription watch(Consumer<BestCodeEvent> watcher) {
        return bus.watch(watcher);
    }

    /// As [#watch], the ends of runs alone: nothing else wakes such a watcher.
    public Subscription watchEnds(Consumer<BestCodeEvent.RunFinished> watcher) {
        return bus.watchEnds(watcher);
    }

    /// Take no more from outside, let what is under way end for the drain time, then stop it; a
    /// call that waits for a person is left waiting, to be taken up again. Every ticket ends. A
    /// second close waits for the first; an interrupt cuts the waiting short.
    @Override
    public void close() {
        try {
            if (gate.close()) {
                end();
            } else {
                closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() throws InterruptedException {
        try {
            drain();
        } finally {
            var cause = new IllegalStateException("the pipeline was closed before an answer came");
            runs.all().forEach(run -> hop.abandon(run, cause));
            closed.countDown();
        }
    }

    private void drain() throws InterruptedException {
        try {
            approvals.suspend();
            letEnd();
            door.close();
        } catch (KernelException e) {
            // Whoever waits hears of a failed log; what was only counted cannot be written any
            // more.
        } finally {
            bus.close(options.interruptGrace());
        }
    }

    private void letEnd() throws InterruptedException {
        if (!gate.awaitIdle(options.drainTime())) {
            stops.stopAll();
            // Two graces: one for what is interrupted, one for agents to hear of it and answer.
            gate.awaitIdle(options.interruptGrace().multipliedBy(2));
        }
    }

    private static ThreadId root(Kernel kernel, Stamp stamp) {
        var present = kernel.state().threads().root().map(ThreadRow::id);
        if (present.isPresent()) {
            return present.get();
        }
        var root = stamp.newThread();
        var nothing = Sha256.of(new byte[0]);
        kernel.commit(
                List.of(
                        new KernelOp.ThreadPushed(
                                root, Optional.empty(), Optional.empty(), "root", "", nothing)),
                Force.NOW);
        return root;
    }
}
