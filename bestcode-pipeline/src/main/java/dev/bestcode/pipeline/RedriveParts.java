package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.security.AccessPolicy;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The parts of a pipeline that make what its log has, put together without those that wait, ask or
/// watch.
final class RedriveParts {
    final ReplayKernel kernel;
    final LoggedNumbers numbers = new LoggedNumbers();
    final LoggedInputs inputs;
    final AccessPolicy policy;
    final FrozenRights frozen;
    final Stamp stamp = new Stamp(numbers);
    final Runs runs;
    final Accounts accounts;
    final Attempts attempts;
    final Approvals approvals;
    final Hop hop;
    final Stops stops;
    final Reopening reopening;
    final Door door;
    final EventBus bus = new EventBus();

    /// @param root of the log's thread table
    RedriveParts(PipelineBuilder parts, Playhead playhead, ThreadId root) {
        push(parts, root);
        kernel = new ReplayKernel(parts.kernel, playhead);
        inputs = new LoggedInputs(playhead);
        policy = parts.policy;
        InstantSource clock = () -> playhead.now().time();
        var options = parts.options;
        var listeners = parts.listeners;
        var gate = new Gate(Integer.MAX_VALUE);
        var events = new JournalEvents(kernel, listeners);
        var steps = new Steps(parts.steps, Steps.STEP_TIME_MAX);
        var previews = new LoggedPreviews(playhead, inputs, kernel);
        frozen = new FrozenRights(kernel, policy);
        runs = new Runs(kernel, listeners, frozen, options, clock);
        accounts = new Accounts(parts.prices, parts.budgets, clock, inputs::worked);
        var admission =
                new Admission(listeners, parts.codec, parts.validator, options.payloadBytesMax());
        var endings = new Endings(stamp, accounts, clock);
        var outbox = new Outbox(listeners, frozen, endings, accounts, stamp, options, clock);
        approvals =
                new Approvals(
                        kernel,
                        parts.approver,
                        parts.memory,
                        previews,
                        stamp,
                        bus,
                        events,
                        options);
        attempts =
                new Attempts(kernel, frozen, accounts, clock, approvals, stamp, bus, gate, options);
        hop =
                new Hop(
                        kernel,
                        attempts,
                        new Inspection(
                                admission,
                                listeners,
                                previews,
                                frozen,
                                steps,
                                options.refusalsInARowMax()),
                        new Settlement(outbox, endings, accounts, options.deliveriesMax()),
                        bus,
                        events,
                        gate,
                        runs,
                        stamp,
                        /* works= */ false);
        stops = new Stops(runs, hop, stamp);
        reopening =
                new Reopening(
                        kernel,
                        listeners,
                        frozen,
                        parts.codec,
                        new CutShort(kernel, frozen, previews, endings, accounts),
                        accounts,
                        runs,
                        hop);
        door =
                new Door(
                        root,
                        admission,
                        listeners,
                        policy,
                        frozen,
                        accounts,
                        stamp,
                        parts.random,
                        gate,
                        runs,
                        hop,
                        steps,
                        clock);
    }

    private static void push(PipelineBuilder parts, ThreadId root) {
        var nothing = Sha256.of(new byte[0]);
        parts.kernel.commit(
                List.of(
                        new KernelOp.ThreadPushed(
                                root, Optional.empty(), Optional.empty(), "root", "", nothing)),
                Force.WITH_NEXT);
    }
}
