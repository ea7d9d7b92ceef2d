package dev.bestcode.runtime;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.pipeline.Answer;
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
        return switch (ticket.await()) {
            case Answer.Replied(_, var payload) -> RunResult.of(id(), AgentResult.from(payload));
            case Answer.Failed(var failure) -> RunResult.of(id(), failure);
        };
    }

    @Override
    public void stop() {
        pipeline.stop(ticket);
    }
}
