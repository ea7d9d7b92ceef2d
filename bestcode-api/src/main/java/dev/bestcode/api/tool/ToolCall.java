package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.security.Rights;

import java.util.function.Consumer;

/// One call of a tool.
/// @param arguments checked against the tool's input schema
/// @param profile whose rights the caller's thread was frozen with
/// @param rights what of them is left
/// @param progress takes provisional output; never blocks
/// @param provenance where the arguments came from, all that the caller had read included
/// @param reads takes a source of the outcome that the arguments do not tell, such as the host that
///     another one sent on to
/// @param person whoever can be asked meanwhile
public record ToolCall(
        JsonObject arguments,
        RunId run,
        String profile,
        Rights rights,
        Consumer<Progress> progress,
        Provenance provenance,
        Consumer<Source> reads,
        Person person) {
    /// A call that nobody stamped and nobody can be asked about.
    public ToolCall(
            JsonObject arguments,
            RunId run,
            String profile,
            Rights rights,
            Consumer<Progress> progress) {
        this(arguments, run, profile, rights, progress, Provenance.EMPTY, _ -> {}, Person.nobody());
    }
}
