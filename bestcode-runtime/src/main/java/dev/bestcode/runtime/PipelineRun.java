package dev.bestcode.runtime;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.pipeline.Ticket;

/// A run as seen from outside.
record PipelineRun(Pipeline pipeline, Ticket ticket) implements Run {
    @Override
    public RunId id() {
        return ticket.run();
    }

    @Override
    public RunResult await() throws InterruptedException {
        return ticket.await();
    }

    @Override
    public void stop() {
        pipeline.stop(id());
    }
}
