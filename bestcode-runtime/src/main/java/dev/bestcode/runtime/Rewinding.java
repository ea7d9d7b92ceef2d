package dev.bestcode.runtime;

import dev.bestcode.agent.Prefix;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.pipeline.Fork;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.tools.WorkspacePast;
import dev.bestcode.tools.WorkspacePast.Point;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// Goes back: makes a workspace what it was when a message came, and begins a run that has heard
/// only what was said before it. The run that is gone back in stays as it is.
///
/// What is to be done is on stable storage before the first file is touched, and each step of it
/// may be done again: a process that dies on the way is followed by one that does the rest before
/// it does anything else. So what comes of it is the old or the new, and nothing between.
final class Rewinding {
    private static final System.Logger LOG = System.getLogger(Rewinding.class.getName());

    /// Holds a dot, so that no listener can have it as its name.
    private static final String INTENT = "system.rewind";

    private final Pipeline pipeline;
    private final Kernel kernel;
    private final Optional<WorkspacePast> past;
    private final ReentrantLock lock = new ReentrantLock();

    Rewinding(Pipeline pipeline, Kernel kernel, Optional<WorkspacePast> past) {
        this.pipeline = pipeline;
        this.kernel = kernel;
        this.past = past;
    }

    /// Do what an earlier process has not finished; what of it could not be done is logged, for
    /// nobody is there who asked for it.
    /// @throws IOException when the past cannot be read
    void finish() throws IOException {
        var intent = pipeline.kept(INTENT).filter(kept -> kept.size() > 0).map(RewindIntent::from);
        if (intent.isPresent()) {
            for (var problem : carryOut(intent.get())) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "run {0}: a rewind that was cut short is finished, but for: {1}",
                        intent.get().run(),
                        problem);
            }
        }
    }

    /// @param to the message; empty for the run's last task, which is so undone
    /// @throws IllegalArgumentException when there is no such run or message
    /// @throws IllegalStateException when the run is under way, or its content is gone
    /// @throws IOException when the workspace or its past cannot be read
    Rewound rewind(RunId run, OptionalLong to) throws IOException, InterruptedException {
        long at = to.isPresent() ? requireMessage(to.getAsLong()) : lastTask(run);
        return goBack(run, at, new Point.Message(at), true);
    }

    /// Make the workspace what it was before it was set back last in this run.
    Rewound forward(RunId run) throws IOException, InterruptedException {
        return goBack(run, 0, new Point.BeforeRewind(), false);
    }

    private Rewound goBack(RunId run, long at, Point to, boolean forks)
            throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            requireAtRest(run);
            var workspace =
                    past.orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "no workspace is here, so it cannot be set back"));
            var plan = workspace.plan(run, to);
            if (plan.unknown().isPresent()) {
                throw new IllegalStateException(plan.unknown().get());
            }
            var intent =
                    new RewindIntent(
                            run,
                            at,
                            Optional.of(plan.moment()),
                            forks ? Optional.of(pipeline.newRunId()) : Optional.empty());
            return new Rewound(intent.fork(), plan.changes(), begin(intent));
        } finally {
            lock.unlock();
        }
    }

    /// Begin a run with what was said in another before a message came; the workspace stays.
    /// @param at the message; empty for all that was said
    RunId fork(RunId run, OptionalLong at) throws IOException {
        lock.lock();
        try {
            requireAtRest(run);
            long before = at.isPresent() ? requireMessage(at.getAsLong()) : pipeline.nextNumber();
            var fork = pipeline.newRunId();
            begin(new RewindIntent(run, before, Optional.empty(), Optional.of(fork)));
            return fork;
        } finally {
            lock.unlock();
        }
    }

    private long requireMessage(long number) {
        if (number < 1 || number >= pipeline.nextNumber()) {
            throw new IllegalArgumentException(
                    "there is no message %d; 'bestcode runs show RUN' lists what one can go back to"
                            .formatted(number));
        }
        return number;
    }

    private long lastTask(RunId run) {
        return ForkOrigin.lastTask(kernel.state(), run)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "run %s is not there, or was given no task"
                                                .formatted(run)));
    }

    private void requireAtRest(RunId run) {
        var row =
                kernel.state()
                        .runs()
                        .get(run)
                        .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
        if (row.pruned().isPresent()) {
            throw new IllegalStateException(
                    "run %s was pruned: what it was is gone".formatted(run));
        }
        boolean open = thread(run).status() == ThreadStatus.ACTIVE;
        if (open || pipeline.underWay(run).isPresent()) {
            throw new IllegalStateException(
                    "run %s has a task open; resume it, or stop it, and go back then"
                            .formatted(run));
        }
    }

    private ThreadRow thread(RunId run) {
        return kernel.state()
                .threads()
                .ofRun(run)
                .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
    }

    private List<String> begin(RewindIntent intent) throws IOException {
        pipeline.keep(INTENT, intent.toBytes(), Force.NOW);
        return carryOut(intent);
    }

    private List<String> carryOut(RewindIntent intent) throws IOException {
        List<String> problems = List.of();
        if (intent.plan().isPresent() && past.isPresent()) {
            var plan = intent.plan().get();
            problems = past.get().carryOut(intent.run(), plan);
            var newest = Optional.of(LoggedPast.name(plan));
            var _ = pipeline.keep(intent.run(), List.of(), LoggedPast.PART, newest);
        }
        intent.fork().ifPresent(fork -> fork(intent, fork));
        pipeline.keep(INTENT, Bytes.EMPTY, Force.NOW);
        return problems;
    }

    private void fork(RewindIntent intent, RunId fork) {
        var origin = thread(intent.run());
        var state = kernel.state();
        var prefix = Prefix.of(state, origin.id(), intent.at());
        Map<String, Bytes> parts = new HashMap<>();
        parts.put(ForkOrigin.PART, new ForkOrigin(intent.run(), intent.at()).toBytes());
        pipeline.kept(intent.run(), LoggedPast.PART)
                .ifPresent(newest -> parts.put(LoggedPast.PART, newest));
        pipeline.fork(new Fork(intent.run(), fork, prefix.pages(), prefix::restingState, parts));
    }
}
