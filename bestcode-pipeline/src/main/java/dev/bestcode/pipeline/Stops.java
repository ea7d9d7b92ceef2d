package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelException;

/// Stops a run: tells its agent, and ends everything below it.
final class Stops {
    private final Runs runs;
    private final Hop hop;
    private final Stamp stamp;

    Stops(Runs runs, Hop hop, Stamp stamp) {
        this.runs = runs;
        this.hop = hop;
        this.stamp = stamp;
    }

    /// A ticket whose request has ended stops nothing, also when a follow-up is under way.
    void stop(LiveRun run, Ticket ticket) {
        run.locked(
                () -> {
                    if (run.promise() == ticket) {
                        stop(run);
                    }
                    return run;
                });
    }

    private void stop(LiveRun run) {
        if (run.lane.isOpen() && !run.lane.isStopping() && !run.isRetired()) {
            try {
                begin(run.lane, shown(run.lane));
            } catch (KernelException e) { // nothing can be recorded any more, nor waited for
                hop.abandon(run, e);
            }
        }
    }

    /// What the agent is told comes first, so that it knows before the failures of its calls
    /// arrive.
    /// @param shown by call, what watchers have seen of answers that will not be finished
    void begin(Lane lane, JsonObject shown) {
        var draft = new Draft();
        draft.post(lane, stamp.stop(lane, shown));
        hop.commit(lane.run, draft);
        lane.beginStop();
    }

    /// By call, what watchers have seen of answers that will not be finished.
    private static JsonObject shown(Lane lane) {
        var shown = JsonObject.builder();
        lane.openCalls.forEach(
                (call, request) ->
                        lane.children.stream()
                                .filter(child -> child.isOpenedBy(request))
                                .map(Lane::mute)
                                .filter(text -> !text.isBlank())
                                .forEach(text -> shown.put(call, text)));
        return shown.build();
    }

    /// At a close: what an ended run had spawned ends too.
    void stopAll() {
        for (var run : runs.all()) {
            run.locked(
                    () -> {
                        stop(run);
                        run.lane.children.forEach(Lane::interruptAll);
                        return run;
                    });
        }
    }
}
