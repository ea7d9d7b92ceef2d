package dev.bestcode.pipeline;

import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;

import java.time.Duration;
import java.util.List;

/// A tool as a listener: takes its input schema, answers an outcome, sends to nobody.
final class ToolListener implements Handler {
    private final ToolPeer peer;
    private final PayloadType accepts;

    ToolListener(ToolPeer peer) {
        this.peer = peer;
        this.accepts = peer.descriptor().payloadType();
    }

    @Override
    public PayloadType accepts() {
        return accepts;
    }

    @Override
    public PayloadType answers() {
        return ToolOutcome.TYPE;
    }

    ToolPreview preview(ToolCall call) {
        return peer.preview(call);
    }

    ToolPreview foresee(ToolCall call) {
        return peer.foresee(call);
    }

    @Override
    public Duration timeLimit() {
        return peer.timeLimit();
    }

    @Override
    public HandlerResponse handle(Delivery delivery) throws InterruptedException {
        if (delivery.message().kind() != Message.Kind.REQUEST) { // the system's word that it stops
            return HandlerResponse.done(List.of(), List.of());
        }
        peer.readsFrom(delivery.payload()).forEach(delivery::readFrom);
        var call =
                new ToolCall(
                        delivery.payload(),
                        delivery.run(),
                        delivery.profile(),
                        delivery.rights(),
                        delivery::progress,
                        delivery.provenance(),
                        delivery::readFrom,
                        delivery::ask);
        return HandlerResponse.reply(ToolOutcome.TYPE, UntrustedBytes.of(peer.call(call).toJson()));
    }
}
