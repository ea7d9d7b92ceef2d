package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.tool.Person;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolPreview;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Asks tools what a call would come to, without doing it.
class Previews {
    private final Duration timeMax;

    /// @param timeMax what a tool may take to say it, and then to end
    Previews(Duration timeMax) {
        this.timeMax = timeMax;
    }

    /// @param lane of the call, or of who is about to send it
    ToolPreview of(
            Lane lane,
            Listeners.Listener listener,
            JsonObject arguments,
            Rights rights,
            Provenance provenance)
            throws InterruptedException {
        var call = call(lane, arguments, rights, provenance);
        return asked(() -> listener.preview(call));
    }

    /// The same of a call that is about to be sent.
    ToolPreview foreseen(
            Lane sender,
            Listeners.Listener listener,
            JsonObject arguments,
            Rights rights,
            Provenance provenance)
            throws InterruptedException {
        var call = call(sender, arguments, rights, provenance);
        return asked(() -> listener.foresee(call));
    }

    private static ToolCall call(
            Lane lane, JsonObject arguments, Rights rights, Provenance provenance) {
        return new ToolCall(
                arguments,
                lane.run.id,
                lane.profile,
                rights,
                _ -> {},
                provenance,
                _ -> {},
                Person.nobody());
    }

    private ToolPreview asked(Supplier<ToolPreview> tool) throws InterruptedException {
        try {
            return ForeignCode.call(
                    "bestcode-preview",
                    () -> Objects.requireNonNull(tool.get(), "it answered null"),
                    timeMax,
                    timeMax);
        } catch (TimeoutException e) {
            return ToolPreview.ofProblem("it did not say within " + timeMax);
        } catch (ExecutionException e) {
            return ToolPreview.ofProblem(Excerpt.text(ForeignCode.shown(e)));
        }
    }
}
