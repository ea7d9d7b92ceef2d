package dev.bestcode.librarian;

import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.tool.ToolOutcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/// An agent whose context is curated: whenever it asks the model, the ops that bring the request
/// under its budget go into the same transaction as the request, so an epoch holds from exactly one
/// request on, and a crash leaves both or none.
final class CuratedAgent implements Handler {
    private final Handler agent;
    private final Curator curator;

    CuratedAgent(Handler agent, Curator curator) {
        this.agent = agent;
        this.curator = curator;
    }

    @Override
    public PayloadType accepts() {
        return agent.accepts();
    }

    @Override
    public PayloadType answers() {
        return agent.answers();
    }

    @Override
    public boolean effectFree() {
        return agent.effectFree();
    }

    @Override
    public boolean repeatable() {
        return agent.repeatable();
    }

    @Override
    public boolean hearsMeanwhile() {
        return agent.hearsMeanwhile();
    }

    @Override
    public Duration timeLimit() {
        return agent.timeLimit();
    }

    @Override
    public HandlerResponse handle(Delivery delivery) throws InterruptedException {
        var message = delivery.message();
        var reply = reply(delivery);
        reply.ifPresent(it -> curator.counted(message.thread(), it));
        if (LengthRefusal.is(delivery, reply)) {
            var again = curator.shorter(message);
            if (again.isPresent()) {
                return again.get();
            }
        }
        var response = withScratch(delivery, agent.handle(delivery));
        return curator.curated(delivery, response);
    }

    private static Optional<LlmReply> reply(Delivery delivery) {
        return delivery.message().kind() == Message.Kind.ANSWER
                        && delivery.message().tag().equals(LlmReply.TYPE.tag())
                ? Optional.of(LlmReply.from(delivery.payload()))
                : Optional.empty();
    }

    /// Keep the scratch context of a tool whose result the agent keeps.
    private static HandlerResponse withScratch(Delivery delivery, HandlerResponse response) {
        var message = delivery.message();
        boolean kept =
                message.kind() == Message.Kind.ANSWER
                        && message.tag().equals(ToolOutcome.TYPE.tag())
                        && response.ops().stream().anyMatch(CuratedAgent::isResult);
        var scratch =
                kept ? ToolOutcome.from(delivery.payload()).scratch() : Optional.<String>empty();
        if (scratch.isEmpty()) {
            return response;
        }
        var ops = new ArrayList<>(response.ops());
        ops.addAll(
                Scratch.ops(
                        message.thread(),
                        new SegmentId(delivery.newId()),
                        message.sender(),
                        scratch.get()));
        return new HandlerResponse(response.outgoing(), ops, response.outcome());
    }

    private static boolean isResult(StateOp op) {
        return op instanceof SegmentAdded added && added.tag().equals(ContextTags.TOOL_RESULT);
    }
}
