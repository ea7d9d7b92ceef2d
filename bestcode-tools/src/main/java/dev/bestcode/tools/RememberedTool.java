package dev.bestcode.tools;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ForwardingToolPeer;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;

import java.io.IOException;
import java.util.Optional;

/// A tool whose changes of the workspace are kept.
final class RememberedTool extends ForwardingToolPeer {
    private final Workspace workspace;
    private final WorkspacePast past;

    private RememberedTool(ToolPeer tool, Workspace workspace, WorkspacePast past) {
        super(tool);
        this.workspace = workspace;
        this.past = past;
    }

    /// One that changes nothing is left as it is.
    static ToolPeer of(ToolPeer tool, Workspace workspace, WorkspacePast past) {
        return tool.effect() == Effect.PURE ? tool : new RememberedTool(tool, workspace, past);
    }

    @Override
    public ToolPreview foresee(ToolCall call) {
        if (reach(call) instanceof Reach.OnePath(var path)) {
            past.foresee(call.run(), path);
        }
        return super.foresee(call);
    }

    @Override
    public ToolOutcome call(ToolCall call) throws InterruptedException {
        var name = descriptor().name();
        return switch (reach(call)) {
            case Reach.Nothing() -> super.call(call);
            case Reach.OnePath(var path) ->
                    past.around(call.run(), name, Optional.of(path), () -> super.call(call));
            case Reach.Whole() ->
                    past.around(call.run(), name, Optional.empty(), () -> super.call(call));
        };
    }

    /// What a call may change of the tree that has a past.
    private sealed interface Reach {
        record Nothing() implements Reach {}

        record OnePath(String path) implements Reach {}

        record Whole() implements Reach {}
    }

    private Reach reach(ToolCall call) {
        return switch (effect()) {
            case PURE -> new Reach.Nothing();
            case VERIFIABLE -> written(call.arguments());
            case OPAQUE -> independent(call.arguments()) ? new Reach.Nothing() : new Reach.Whole();
        };
    }

    /// A call that names no path that could be written is going to be refused.
    private Reach written(JsonObject arguments) {
        try (var place = workspace.foresee(arguments.string("path").orElse(""))) {
            return place.root().main() && !(place instanceof Place.Folder)
                    ? new Reach.OnePath(place.path())
                    : new Reach.Nothing();
        } catch (IOException | ToolFailedException e) {
            return new Reach.Nothing();
        }
    }
}
