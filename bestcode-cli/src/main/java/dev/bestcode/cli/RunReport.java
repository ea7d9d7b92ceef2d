package dev.bestcode.cli;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ModelPricing;
import dev.bestcode.runtime.ControlException;
import dev.bestcode.runtime.KernelDirectories;
import dev.bestcode.runtime.RunExplanation;
import dev.bestcode.tui.Callers;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a page about a run is made of: the newest of its journal, as events with their times, and
/// where its context stands.
/// @param contexts empty while another process has the run
/// @param prices by which its cost is told
record RunReport(
        RunId run, List<Moment> moments, List<RunExplanation> contexts, ModelPricing prices) {
    /// One thing that happened.
    record Moment(Instant time, BestCodeEvent event) {
        ThreadId thread() {
            return event.thread();
        }
    }

    RunReport {
        moments = List.copyOf(moments);
        contexts = List.copyOf(contexts);
    }

    /// @throws IllegalArgumentException when no kernel of the workspace has the run
    static RunReport of(Path workspaceState, RunId run, ModelPricing prices) {
        var directory = RunPlace.in(workspaceState).of(run);
        var moments = new ArrayList<Moment>();
        var callers = new Callers();
        KernelDirectories.journal(
                directory,
                JournalDesk.query(run),
                line ->
                        JournalDesk.events(run, line, callers)
                                .forEach(event -> moments.add(new Moment(line.time(), event))));
        return new RunReport(run, moments, contexts(workspaceState, run), prices);
    }

    private static List<RunExplanation> contexts(Path workspaceState, RunId run) {
        try {
            return RunExplanation.find(workspaceState, run).orElse(List.of());
        } catch (ControlException | KernelException inUse) {
            return List.of();
        }
    }

    Instant start() {
        return moments.isEmpty() ? Instant.EPOCH : moments.getFirst().time();
    }

    Duration duration() {
        return moments.isEmpty()
                ? Duration.ZERO
                : Duration.between(start(), moments.getLast().time());
    }

    Spending spending() {
        var spending = Spending.NONE;
        for (var moment : moments) {
            if (moment.event() instanceof BestCodeEvent.UsageCounted counted) {
                spending = spending.plus(counted, prices);
            }
        }
        return spending;
    }

    /// How its last task ended; empty while it is under way.
    Optional<BestCodeEvent.RunFinished> end() {
        return moments.stream()
                .map(Moment::event)
                .filter(BestCodeEvent.RunFinished.class::isInstance)
                .map(BestCodeEvent.RunFinished.class::cast)
                .reduce((_, later) -> later);
    }
}
