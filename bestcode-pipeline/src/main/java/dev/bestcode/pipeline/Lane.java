package dev.bestcode.pipeline;

import dev.bestcode.api.control.QueueFullException;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.security.Rights;
import dev.bestcode.pipeline.OpenCall.Doing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// One thread of the table as the pipeline works on it: its queue, the request that opened it and
/// the calls that it waits for. Changed under the lock of its run, after the commit that says so.
final class Lane {
    final LiveRun run;
    final ThreadId id;
    final Optional<Lane> parent;
    final Listeners.Listener listener;

    /// That its thread is under; its parent's, unless that is the call of an organism.
    final String profile;

    /// What its thread was begun with, at most its parent's.
    final Rights frozen;

    final int depth;

    /// Calls of organisms that it stands in, its own included.
    final int callDepth;

    final Set<Lane> children = new LinkedHashSet<>();
    final Map<String, MessageId> openCalls = new HashMap<>();
    final ArrayDeque<Parcel> queue = new ArrayDeque<>();

    /// For whoever looks; nothing depends on it.
    private volatile Doing doing = Doing.QUEUED;

    /// What its handler works on, if it does.
    private volatile Optional<HandedOver> handling = Optional.empty();

    /// Replaced when a follow-up opens a run's lane again.
    private volatile StopSignal stop = new StopSignal();

    /// What a person may say while one request is open.
    private static final int FOLLOW_UPS_MAX = 100;

    /// The same in bytes: an agent keeps it in its state until its model has answered.
    private static final int FOLLOW_UP_BYTES_MAX = 1 << 20;

    private volatile Account account = Account.NEW;
    private volatile Left limit = Left.UNLIMITED;
    private volatile boolean mayHaveCost;
    private volatile Instant since = Instant.MAX;

    /// What an earlier process worked on the open request.
    private volatile Duration workedBefore = Duration.ZERO;

    /// Time that calls below have waited for a person since the request came.
    private final AtomicLong waitedMillis = new AtomicLong();

    private Optional<Opening> opening = Optional.empty();
    private boolean working;
    private Provenance read = Provenance.EMPTY;
    private int refusalsInARow;
    private int deliveries;
    private int followUps;
    private long followUpBytes;
    private boolean stopping;

    Lane(
            LiveRun run,
            ThreadId id,
            Optional<Lane> parent,
            Listeners.Listener listener,
            String profile,
            Rights frozen) {
        this.run = run;
        this.id = id;
        this.parent = parent;
        this.listener = listener;
        this.profile = profile;
        this.frozen = frozen;
        this.depth = parent.map(lane -> lane.depth + 1).orElse(1);
        this.callDepth =
                parent.map(lane -> lane.callDepth).orElse(0) + (listener.isCalled() ? 1 : 0);
    }

    /// The request that nobody has answered yet.
    Optional<Opening> opening() {
        return opening;
    }

    boolean isOpen() {
        return opening.isPresent();
    }

    /// Whether it works on a call of its parent's that is to be answered.
    boolean isAwaited() {
        return opening.filter(Opening::awaited).isPresent();
    }

    boolean isOpenedBy(MessageId request) {
        return opening.filter(of -> of.request().id().equals(request)).isPresent();
    }

    /// @param awaited whether the sender is to get an answer
    /// @param may what it may spend
    void open(Message request, boolean awaited, Instant now, Left may) {
        opening = Optional.of(new Opening(request, awaited, now));
        limit = may;
        since = now;
        workedBefore = Duration.ZERO;
        waitedMillis.set(0);
        mayHaveCost = false;
        deliveries = 0;
        followUps = 0;
        followUpBytes = 0;
        stop = new StopSignal();
        stopping = false;
        refusalsInARow = 0;
    }

    Account account() {
        return account;
    }

    void setAccount(Account now) {
        account = now;
    }

    Left limit() {
        return limit;
    }

    /// How long its request has been worked on, by an earlier process too.
    Duration worked(Instant now) {
        var passed = Duration.between(since, now).minusMillis(waitedMillis.get());
        return passed.isNegative() ? workedBefore : workedBefore.plus(passed);
    }

    /// Go on counting where an earlier process stood.
    void hasWorked(Duration before) {
        workedBefore = before;
    }

    /// Time spent waiting for a person is nobody's working time.
    void waited(Duration time) {
        waitedMillis.addAndGet(time.toMillis());
        parent.ifPresent(caller -> caller.waited(time));
    }

    /// Whether a provider has begun to answer what it works on.
    boolean mayHaveCost() {
        return mayHaveCost;
    }

    void costs() {
        mayHaveCost = true;
    }

    void costNothingYet() {
        mayHaveCost = false;
    }

    int refusalsInARow() {
        return refusalsInARow;
    }

    void setRefusalsInARow(int count) {
        refusalsInARow = count;
    }

    /// What it has read so far, hops before included.
    Provenance read() {
        return read;
    }

    void setRead(Provenance sources) {
        read = sources;
    }

    /// Finished since its request came.
    int deliveries() {
        return deliveries;
    }

    void countDelivery() {
        deliveries++;
        does(queue.isEmpty() ? Doing.AWAITING_ANSWERS : Doing.QUEUED);
    }

    /// @throws QueueFullException when as much was said since its request came as may be
    void countFollowUp(int bytes) {
        if (followUps >= FOLLOW_UPS_MAX) {
            throw new QueueFullException(FOLLOW_UPS_MAX);
        }
        if (followUpBytes + bytes > FOLLOW_UP_BYTES_MAX) {
            throw QueueFullException.said(FOLLOW_UP_BYTES_MAX);
        }
        followUps++;
        followUpBytes += bytes;
    }

    /// Close its request, and open the first of what a person has said too late to be part of it.
    void closeAndGoOn(List<Parcel> said, Instant now, Left may) {
        close();
        queue.addAll(said);
        open(said.getFirst().message(), true, now, may);
        run.setPromise(new Promise(run.id));
    }

    void does(Doing now) {
        doing = now;
    }

    void handles(Optional<HandedOver> delivery) {
        handling = delivery;
    }

    /// Let watchers see no more of what it works on.
    /// @return the text that they have seen of it
    String mute() {
        return handling.map(HandedOver::mute).orElse("");
    }

    Doing doing() {
        return doing;
    }

    void close() {
        opening = Optional.empty();
        openCalls.clear();
        queue.clear();
    }

    StopSignal stop() {
        return stop;
    }

    /// Whether its run is being stopped, so that it may not send any more.
    boolean isStopping() {
        return stopping;
    }

    /// Its agent has been told: let it send no more, and interrupt what is below it.
    void beginStop() {
        stopping = true;
        children.forEach(Lane::interruptAll);
        stop.endWaits();
        if (listener.hasEffects()) { // an effect-free one ends soon, and is to hear of it
            stop.raise();
        }
    }

    /// Interrupt what is under way here and below. What is taken from a queue after that ends as
    /// failed, and its caller hears that: so a stop goes up from the leaves, and each open request
    /// of the subtree is answered.
    void interruptAll() {
        stopping = true;
        stop.raise();
        children.forEach(Lane::interruptAll);
    }

    /// @return whether a worker has to be started for it
    boolean put(Parcel parcel) {
        queue.add(parcel);
        boolean idle = !working;
        if (idle) {
            does(Doing.QUEUED);
        }
        working = true;
        return idle;
    }

    /// The next message; empty sends the worker home.
    Optional<Parcel> take() {
        var next = Optional.ofNullable(queue.poll());
        working = next.isPresent();
        return next;
    }

    /// Its open request, then those of the lanes below it.
    List<OpenCall> openCalls() {
        var calls = new ArrayList<OpenCall>();
        collectOpenCalls(calls);
        return calls;
    }

    private void collectOpenCalls(List<OpenCall> calls) {
        opening.ifPresent(
                of ->
                        calls.add(
                                new OpenCall(
                                        run.id,
                                        id,
                                        of.request().sender(),
                                        listener.name(),
                                        of.request().call(),
                                        of.since(),
                                        doing)));
        children.forEach(child -> child.collectOpenCalls(calls));
    }

    /// @see #open
    record Opening(Message request, boolean awaited, Instant since) {}
}
