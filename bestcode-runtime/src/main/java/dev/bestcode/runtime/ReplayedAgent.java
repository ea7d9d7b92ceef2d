package dev.bestcode.runtime;

import dev.bestcode.agent.AgentOptions;
import dev.bestcode.agent.CodingAgent;
import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.tool.ToolCatalog;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.pipeline.Playhead;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// An agent that works again. Where its workspace was, and what the project's memory said there, is
/// taken from the page that opened the conversation; what its organism tells it is not.
final class ReplayedAgent implements Handler {
    private final Function<String, AgentOptions> options;
    private final String prompt;
    private final ToolCatalog catalog;
    private final Playhead playhead;
    private final Supplier<KernelState> state;

    /// @param options by the system prompt
    /// @param prompt what the organism says
    ReplayedAgent(
            Function<String, AgentOptions> options,
            String prompt,
            ToolCatalog catalog,
            Playhead playhead,
            Supplier<KernelState> state) {
        this.state = state;
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
        var thread = delivery.message().thread();
        var opening = opening(thread);
        var told = prompt + opening.map(Surroundings::in).orElse("");
        boolean skills =
                opening.or(() -> heard(thread)).filter(Surroundings::tellsOfSkills).isPresent();
        return CodingAgent.of(options.apply(told), skills ? catalog : this::withoutSkills)
                .handle(delivery);
    }

    private List<ToolPeer> withoutSkills(Rights rights, String listener) {
        return catalog.offered(rights, listener).stream()
                .filter(tool -> !tool.descriptor().name().equals(Predeclared.SKILL))
                .toList();
    }

    /// The system prompt, where this delivery is the one that begins with it.
    private Optional<String> opening(ThreadId thread) {
        return playhead.now().ops().stream()
                .filter(SegmentAdded.class::isInstance)
                .map(SegmentAdded.class::cast)
                .filter(op -> op.thread().equals(thread) && op.tag().equals(ContextTags.SYSTEM))
                .findFirst()
                .map(page -> page.content().utf8());
    }

    /// The one that it began with earlier.
    private Optional<String> heard(ThreadId thread) {
        var contexts = state.get().contexts();
        return contexts.segments(thread).stream()
                .filter(page -> page.tag().equals(ContextTags.SYSTEM))
                .findFirst()
                .flatMap(page -> contexts.content(page.id()))
                .map(Bytes::utf8);
    }
}
