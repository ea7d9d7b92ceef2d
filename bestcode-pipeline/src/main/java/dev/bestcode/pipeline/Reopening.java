package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Takes up a run that an earlier process left open. Its lanes are made again from the thread table
/// and the journal, under the rights that its threads were frozen with; its questions are asked
/// anew, and each delivery that had not ended is settled by [CutShort].
final class Reopening {
    private static final List<Source> ANYWHERE =
            Arrays.stream(Source.Kind.values()).map(Source::any).toList();

    private final Kernel kernel;
    private final Listeners listeners;
    private final FrozenRights frozen;
    private final PayloadCodec codec;
    private final CutShort cutShort;
    private final Accounts accounts;
    private final Runs runs;
    private final Hop hop;

    /// From finding a run left to having it here, so that nobody else finds it left too.
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Reopening(
            Kernel kernel,
            Listeners listeners,
            FrozenRights frozen,
            PayloadCodec codec,
            CutShort cutShort,
            Accounts accounts,
            Runs runs,
            Hop hop) {
        this.kernel = kernel;
        this.listeners = listeners;
        this.frozen = frozen;
        this.codec = codec;
        this.cutShort = cutShort;
        this.accounts = accounts;
        this.runs = runs;
        this.hop = hop;
    }

    /// One that is under way here just goes on.
    /// @throws IllegalArgumentException when there is no such run
    /// @throws IllegalStateException when it has ended, or cannot be read back
    Ticket takeUp(RunId id) {
        oneAtATime.lock();
        try {
            return isLive(id) ? underWay(id) : goOn(id);
        } finally {
            oneAtATime.unlock();
        }
    }

    /// One that has just answered is forgotten before its lock is free.
    private boolean isLive(RunId id) {
        return runs.get(id).map(live -> live.locked(() -> !live.isRetired())).orElse(false);
    }

    private Ticket underWay(RunId id) {
        return runs.get(id)
                .flatMap(live -> live.locked(live::open))
                .orElseThrow(() -> nothingUnderWay(id));
    }

    private Ticket goOn(RunId id) {
        var run = new OneRun(kernel.state(), id);
        if (run.undelivered.isEmpty() || run.hasAnswered) {
            run.endAll();
            throw nothingUnderWay(id);
        }
        return run.live.locked(run::start);
    }

    /// End what a kill left below a run that has answered, before it is given another task.
    void endLeft(RunId id) {
        if (isLive(id) || !hasLeft(id)) {
            return;
        }
        oneAtATime.lock();
        try {
            if (!isLive(id) && hasLeft(id)) {
                new OneRun(kernel.state(), id).endAll();
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    /// Whether it has answered, and something below it is neither delivered nor failed.
    private boolean hasLeft(RunId id) {
        var state = kernel.state();
        return state.threads().ofRun(id).filter(row -> hasAnswered(state, row)).isPresent()
                && state.journal().undelivered().stream()
                        .map(entry -> state.threads().get(entry.message().thread()))
                        .anyMatch(row -> row.flatMap(ThreadRow::run).equals(Optional.of(id)));
    }

    private static boolean hasAnswered(KernelState state, ThreadRow row) {
        return row.status() != ThreadStatus.ACTIVE || Owed.of(state, row.id()).isPresent();
    }

    private static IllegalStateException nothingUnderWay(RunId id) {
        return new IllegalStateException(
                "run %s has nothing under way; give it another task".formatted(id));
    }

    /// One run as it was left.
    private final class OneRun {
        private final KernelState state;
        private final RunId id;
        private final LeftMessages left;
        private final ThreadId first;
        private final LiveRun live;
        private final Map<ThreadId, Lane> lanes = new HashMap<>();
        private final List<Message> undelivered;
        private final boolean hasAnswered;

        OneRun(KernelState state, RunId id) {
            this.state = state;
            this.id = id;
            this.left = new LeftMessages(id, codec);
            var row =
                    state.runs()
                            .get(id)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("there is no run " + id));
            first = row.thread();
            var thread = state.threads().get(first).orElseThrow();
            live =
                    new LiveRun(
                            id,
                            thread.profile(),
                            thread.id(),
                            listener(thread),
                            frozen.of(thread, id),
                            row.retention(),
                            runs.newMeter());
            if (row.pruned().isPresent()) {
                throw Runs.pruned(id, row.pruned().get());
            }
            hasAnswered = hasAnswered(state, thread);
            open(live.lane, thread);
            undelivered =
                    state.journal().undelivered().stream()
                            .map(JournalEntry::message)
                            .filter(message -> lanes.containsKey(message.thread()))
                            .toList();
        }

        Ticket start() {
            boolean stopped = LeftMessages.isStopped(live.lane.id, undelivered);
            var draft = new Draft(live.lane.read());
            // What is made again leaves no trace of its own, and a replay has to know of it.
            draft.add(new KernelOp.ThreadStatusSet(live.lane.id, ThreadStatus.ACTIVE));
            settle(draft, stopped);
            runs.add(live);
            draft.force(); // so that nobody answers a question that is withdrawn
            hop.commit(live, draft);
            if (stopped) {
                live.lane.beginStop();
            }
            return live.promise();
        }

        /// As a stop ends what is under way: each delivery by itself, whose answer is late.
        void endAll() {
            var draft = new Draft();
            for (var message : undelivered) {
                if (LeftMessages.isQuestion(message)) {
                    hop.commit(id, live.profile, Approvals.withdrawn(message), Force.WITH_NEXT);
                } else {
                    draft.again(lane(message), parcel(message));
                }
            }
            if (!draft.posts.isEmpty()) {
                live.locked(() -> stopped(draft));
            }
        }

        private LiveRun stopped(Draft draft) {
            Owed.of(state, live.lane.id).ifPresent(live::oweStatus);
            live.lane.interruptAll();
            runs.add(live);
            hop.deliver(live, draft);
            return live;
        }

        /// Its open lanes, from the run's own downward.
        private void open(Lane lane, ThreadRow row) {
            lanes.put(row.id(), lane);
            lane.setRead(readBy(lane));
            lane.setAccount(Account.of(state, row.id()));
            Accounts.restore(lane);
            boolean top = lane.parent.isEmpty();
            if (row.status() == ThreadStatus.ACTIVE && !(top && hasAnswered)) {
                var request = request(row);
                lane.open(
                        request, top || !request.call().isEmpty(), runs.now(), limit(row, request));
                lane.hasWorked(lane.account().worked());
                lane.parent
                        .filter(caller -> caller.isOpen() && !request.call().isEmpty())
                        .ifPresent(caller -> caller.openCalls.put(request.call(), request.id()));
            }
            for (var child : state.threads().children(row.id())) {
                var below =
                        new Lane(
                                live,
                                child.id(),
                                Optional.of(lane),
                                listener(child),
                                child.profile(),
                                frozen.of(child, id));
                lane.children.add(below);
                open(below, child);
            }
        }

        private Left limit(ThreadRow row, Message request) {
            return KeptLimit.of(state, row.id())
                    .orElseGet(() -> accounts.limit(row.profile(), row.name(), left.kept(request)));
        }

        /// What is known of it, and all that its callers had read: rather too much than too little.
        private Provenance readBy(Lane lane) {
            return lane.parent
                    .map(Lane::read)
                    .orElse(Provenance.EMPTY)
                    .with(Taint.of(state, lane.id));
        }

        private Message request(ThreadRow row) {
            return OpenRequest.of(state, row)
                    .orElseThrow(
                            () -> left.unreadable("thread %s has no request".formatted(row.id())));
        }

        private void settle(Draft draft, boolean stopped) {
            var asked = left.asked(undelivered);
            var deliveries = cutShort.new Deliveries(draft, stopped);
            for (var message : undelivered) {
                if (LeftMessages.isQuestion(message)) {
                    draft.add(
                            new KernelOp.MessageFailed(
                                    message.id(), "withdrawn: it is asked anew after a reopen"));
                } else {
                    settle(
                            deliveries,
                            lane(message),
                            parcel(message),
                            !asked.contains(message.id()));
                }
            }
        }

        private Lane lane(Message message) {
            return Objects.requireNonNull(lanes.get(message.thread()));
        }

        private Parcel parcel(Message message) {
            return Parcel.of(message, left.payload(message)).from(bears(lane(message), message));
        }

        private void settle(
                CutShort.Deliveries deliveries, Lane lane, Parcel parcel, boolean begun) {
            try {
                deliveries.settle(lane, parcel, begun);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(
                        "interrupted while run %s was taken up; nothing has changed".formatted(id),
                        e);
            }
        }

        /// Its lane's sources, and those that no thread's record has: outside is no thread, and one
        /// that has answered is gone with all that it had read.
        private static Provenance bears(Lane lane, Message message) {
            return switch (message.kind()) {
                case REQUEST ->
                        message.sender().equals(Message.USER)
                                ? lane.read().with(List.of(Source.user()))
                                : lane.read();
                case ANSWER, FAILURE -> lane.read().with(ANYWHERE);
            };
        }

        /// A call that has called nothing itself can be ended without whoever ran it.
        private Listeners.Listener listener(ThreadRow row) {
            boolean leaf = !row.id().equals(first) && state.threads().children(row.id()).isEmpty();
            return listeners
                    .get(row.name())
                    .or(() -> leaf ? Optional.of(Listeners.missing(row.name())) : Optional.empty())
                    .orElseThrow(
                            () -> left.unreadable("nothing runs '%s' here".formatted(row.name())));
        }
    }
}
