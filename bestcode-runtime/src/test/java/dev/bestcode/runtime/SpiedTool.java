package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

/// A tool with an unknown effect that tells when it is called.
final class SpiedTool implements ToolPeer {
    private final Runnable called;

    SpiedTool(Runnable called) {
        this.called = called;
    }

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                "spied", "Does something", JsonObject.builder().put("type", "object").build());
    }

    @Override
    public ToolOutcome call(ToolCall call) {
        called.run();
        return ToolOutcome.succeeded("it was called");
    }
}
