package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Source;

import java.time.Duration;
import java.util.List;

/// A tool that does what another one does: what wraps a tool overrides what it changes. As safe for
/// threads as that one.
public abstract class ForwardingToolPeer implements ToolPeer {
    private final ToolPeer tool;

    protected ForwardingToolPeer(ToolPeer tool) {
        this.tool = tool;
    }

    @Override
    public ToolDescriptor descriptor() {
        return tool.descriptor();
    }

    @Override
    public Effect effect() {
        return tool.effect();
    }

    @Override
    public boolean mayBeMadeAgain() {
        return tool.mayBeMadeAgain();
    }

    @Override
    public boolean independent(JsonObject arguments) {
        return tool.independent(arguments);
    }

    @Override
    public int atOnceMax() {
        return tool.atOnceMax();
    }

    @Override
    public Duration timeLimit() {
        return tool.timeLimit();
    }

    @Override
    public List<Source> readsFrom(JsonObject arguments) {
        return tool.readsFrom(arguments);
    }

    @Override
    public ToolPreview preview(ToolCall call) {
        return tool.preview(call);
    }

    @Override
    public ToolPreview foresee(ToolCall call) {
        return tool.foresee(call);
    }

    @Override
    public ToolOutcome call(ToolCall call) throws InterruptedException {
        return tool.call(call);
    }
}
