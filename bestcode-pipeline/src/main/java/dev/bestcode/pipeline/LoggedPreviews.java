package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.tool.FileChange;
import dev.bestcode.api.tool.ToolPreview;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What tools said that calls would come to, as the log has it: nobody looks at a disk.
final class LoggedPreviews extends Previews {
    private final Playhead playhead;
    private final LoggedInputs inputs;
    private final Kernel kernel;

    LoggedPreviews(Playhead playhead, LoggedInputs inputs, Kernel kernel) {
        super(Duration.ZERO);
        this.playhead = playhead;
        this.inputs = inputs;
        this.kernel = kernel;
    }

    @Override
    ToolPreview of(
            Lane lane,
            Listeners.Listener listener,
            JsonObject arguments,
            Rights rights,
            Provenance provenance) {
        var ops = playhead.now().ops();
        var asked = Cause.message(ops, LeftMessages::isQuestion);
        if (asked.isPresent()) {
            return ToolPreview.from(
                    Json.parseObject(asked.get().payload().utf8()).requireObject("preview"));
        }
        return lane.listener.equals(listener)
                ? changed(found(lane))
                : changed(foreseen(listener.name(), Bytes.of(Json.canonical(arguments))));
    }

    @Override
    ToolPreview foreseen(
            Lane sender,
            Listeners.Listener listener,
            JsonObject arguments,
            Rights rights,
            Provenance provenance) {
        return of(sender, listener, arguments, rights, provenance);
    }

    /// As it was dispatched.
    private List<FileChange> foreseen(String tool, Bytes arguments) {
        var ops = playhead.now().ops();
        return Cause.message(ops, message -> isCall(message, tool, arguments))
                .map(message -> Foreseen.from(inputs.state(message.thread(), Foreseen.KEY)))
                .orElse(List.of());
    }

    private static boolean isCall(Message message, String tool, Bytes arguments) {
        return message.kind() == Message.Kind.REQUEST
                && message.listener().equals(tool)
                && message.payload().equals(arguments);
    }

    /// What was on the disk when the run was taken up: it was taken for done, for not begun, or for
    /// neither.
    private List<FileChange> found(Lane lane) {
        var then = Foreseen.of(kernel.state(), lane.id);
        var call = lane.opening().orElseThrow().request().id();
        for (var op : playhead.now().ops()) {
            switch (op) {
                case MessageFailed(var id, _) when id.equals(call) -> {
                    return List.of();
                }
                case MessageDelivered(var id) when id.equals(call) -> {
                    return then.stream().map(LoggedPreviews::made).toList();
                }
                case KernelOp _ -> {
                    // About something else.
                }
            }
        }
        return then;
    }

    private static FileChange made(FileChange change) {
        return new FileChange(change.path(), Optional.of(change.after()), change.after());
    }

    private static ToolPreview changed(List<FileChange> changes) {
        return new ToolPreview(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                changes,
                Optional.empty());
    }
}
