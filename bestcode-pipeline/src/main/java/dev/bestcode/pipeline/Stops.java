package dev.bestcode.pipeline;

import dev.bestcode.api.message.Failure;

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

    void stop(LiveRun run) {
        run.locked(
                () -> {
                    if (run.lane.isOpen() && !run.lane.isStopping() && !run.isRetired()) {
                        begin(run.lane);
                    }
                    return run;
                });
    }

    /// What the agent is told comes first, so that it knows before the failures of its calls
    // arrive.
    private void begin(Lane lane) {
        var draft = new Draft();
        draft.post(
                lane, stamp.system(lane, new Failure(Failure.Kind.STOPPED, "the run was stopped")));
        hop.commit(lane.run, draft);
        lane.setStopping();
        lane.children.forEach(Stops::endAll);
        lane.stop().endWaits();
        if (lane.listener.hasEffects()) { // an effect-free one ends soon, and is to hear of it
            lane.stop().raise();
        }
    }

    /// What a stopped lane takes from its queue ends as failed, and its caller hears that: so the
    /// stop goes up from the leaves, and each open request of the subtree is answered.
    private static void endAll(Lane lane) {
        lane.setStopping();
        lane.stop().raise();
        lane.children.forEach(Stops::endAll);
    }

    /// At a close: what an ended run had spawned ends too.
    void stopAll() {
        for (var run : runs.all()) {
            stop(run);
            run.locked(
                    () -> {
                        run.lane.children.forEach(Stops::endAll);
                        return run;
                    });
        }
    }
}
