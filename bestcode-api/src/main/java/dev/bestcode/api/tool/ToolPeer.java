package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Source;

import java.time.Duration;
import java.util.List;

/// A listener that executes and never thinks. Called by many workers at once.
public interface ToolPeer {
    ToolDescriptor descriptor();

    default Effect effect() {
        return Effect.OPAQUE;
    }

    /// Whether a call that a kill cut short may be made again where its effect allows that: not
    /// where more is done with it than its effect says.
    default boolean mayBeMadeAgain() {
        return true;
    }

    /// Whether a call with these arguments may run beside others of the same answer: it changes
    /// nothing that they could see, and they change nothing that it looks at. Free of effects. The
    /// arguments are as the model wrote them; where this throws, the call runs alone.
    default boolean independent(JsonObject arguments) {
        return effect() == Effect.PURE;
    }

    /// How many independent calls of one caller may be under way at once; the others wait their
    /// turn.
    default int atOnceMax() {
        return Integer.MAX_VALUE;
    }

    /// How long a call may take at most; ten seconds later it is ended.
    default Duration timeLimit() {
        return Duration.ofMinutes(10);
    }

    /// The files and hosts that the outcome of such a call would come from, as far as the arguments
    /// tell. Free of effects. The tool itself is a source anyway.
    default List<Source> readsFrom(JsonObject arguments) {
        return List.of();
    }

    /// Say what a call would come to, free of effects. It may be asked long before the call, or for
    /// one that never runs.
    default ToolPreview preview(ToolCall call) {
        return ToolPreview.NONE;
    }

    /// Say the same of a verifiable call that is about to be asked for. What the call would have to
    /// keep before it changes anything may be written here, not forced: it goes to stable storage
    /// with the intent of the call. The call need not follow.
    default ToolPreview foresee(ToolCall call) {
        return preview(call);
    }

    /// Run the call. What goes wrong in the world is an outcome that the model reads; only mistakes
    /// of the program throw.
    /// @throws InterruptedException when the run was stopped; whatever was started has ended
    ToolOutcome call(ToolCall call) throws InterruptedException;
}
