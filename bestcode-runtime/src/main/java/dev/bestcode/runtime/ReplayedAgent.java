package dev.bestcode.runtime;

import dev.bestcode.agent.AgentOptions;
import dev.bestcode.agent.CodingAgent;
import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.tool.ToolCatalog;
import dev.bestcode.pipeline.Playhead;

import java.util.function.Function;

/// An agent that works again. Where its workspace was, and what the project's memory said there, is
/// taken from the page that opened the conversation; what its organism tells it is not.
final class ReplayedAgent implements Handler {
    private final Function<String, AgentOptions> options;
    private final String prompt;
    private final ToolCatalog catalog;
    private final Playhead playhead;

    /// @param options by the system prompt
    /// @param prompt what the organism says
    ReplayedAgent(
            Function<String, AgentOptions> options,
            String prompt,
            ToolCatalog catalog,
            Playhead playhead) {
        this.options = options;
        this.prompt = prompt;
        this.catalog = catalog;
        this.playhead = playhead;
    }

    @Override
    public PayloadType accepts() {
        return AgentTask.TYPE;
    }

    @Override
    public PayloadType answers() {
        return AgentResult.TYPE;
    }

    @Override
    public boolean effectFree() {
        return true;
    }

    @Override
    public boolean hearsMeanwhile() {
        return true;
    }

    @Override
    public HandlerResponse handle(Delivery delivery) {
        var told = prompt + surroundings(delivery.message().thread());
        return CodingAgent.of(options.apply(told), catalog).handle(delivery);
    }

    private String surroundings(ThreadId thread) {
        return playhead.now().ops().stream()
                .filter(SegmentAdded.class::isInstance)
                .map(SegmentAdded.class::cast)
                .filter(op -> op.thread().equals(thread) && op.tag().equals(ContextTags.SYSTEM))
                .findFirst()
                .map(page -> Surroundings.in(page.content().utf8()))
                .orElse("");
    }
}
