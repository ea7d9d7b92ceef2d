package dev.bestcode.api.tool;

/// A listener that executes and never thinks. Called by many workers at once.
public interface ToolPeer {
    ToolDescriptor descriptor();

    default Effect effect() {
        return Effect.OPAQUE;
    }

    /// Say what a call would come to, free of effects. It may be asked long before the call, or for
    /// one that never runs.
    default ToolPreview preview(ToolCall call) {
        return ToolPreview.NONE;
    }

    /// Run the call. What goes wrong in the world is an outcome that the model reads; only mistakes
    /// of
    /// the program throw.
    /// @throws InterruptedException when the run was stopped; whatever was started has ended
    ToolOutcome call(ToolCall call) throws InterruptedException;
}
