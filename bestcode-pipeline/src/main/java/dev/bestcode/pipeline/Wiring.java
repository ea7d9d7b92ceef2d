package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.security.AccessPolicy;

import java.time.InstantSource;

/// The parts that admit, commit and deliver, put together: of a pipeline that works, and of one
/// that a log is driven through again.
final class Wiring {
    final AccessPolicy policy;
    final FrozenRights frozen;
    final Runs runs;
    final Accounts accounts;
    final Attempts attempts;
    final Approvals approvals;
    final Hop hop;
    final Stops stops;
    final Reopening reopening;
    final Door door;
    final EventBus bus = new EventBus();

    /// What those two differ in.
    /// @param root of the kernel's thread table
    /// @param previews what calls come to
    /// @param worked how long requests have been worked on
    /// @param works whether what is posted is delivered by workers
    record Ground(
            Kernel kernel,
            ThreadId root,
            Stamp stamp,
            InstantSource clock,
            Previews previews,
            Accounts.Worked worked,
            Gate gate,
            boolean works) {}

    Wiring(PipelineBuilder parts, Ground on) {
        var kernel = on.kernel();
        var stamp = on.stamp();
        var clock = on.clock();
        var previews = on.previews();
        var gate = on.gate();
        var options = parts.options;
        var listeners = parts.listeners;
        var steps = new Steps(parts.steps, Steps.STEP_TIME_MAX);
        var events = new JournalEvents(kernel, listeners);
        policy = parts.policy;
        frozen = new FrozenRights(kernel, policy);
        runs = new Runs(kernel, listeners, frozen, options, clock);
        accounts = new Accounts(parts.prices, parts.budgets, clock, on.worked());
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
                        on.works());
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
                        on.root(),
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
                        reopening,
                        steps,
                        clock);
    }
}
