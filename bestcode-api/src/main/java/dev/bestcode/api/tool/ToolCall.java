package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.message.Provenance;

import java.util.function.Consumer;

/// One call of a tool.
/// @param arguments checked against the tool's input schema
/// @param profile whose rights the caller has
/// @param progress takes provisional output; never blocks
/// @param provenance where the arguments came from, all that the caller had read included
public record ToolCall(
        JsonObject arguments,
        RunId run,
        String profile,
        Consumer<Progress> progress,
        Provenance provenance) {
    /// A call that nobody stamped.
    public ToolCall(JsonObject arguments, RunId run, String profile, Consumer<Progress> progress) {
        this(arguments, run, profile, progress, Provenance.EMPTY);
    }
}
