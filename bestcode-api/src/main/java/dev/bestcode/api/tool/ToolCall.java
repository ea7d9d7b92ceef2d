package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.Rights;

import java.util.function.Consumer;

/// One call of a tool.
/// @param arguments checked against the tool's input schema
/// @param profile whose rights the caller's thread was frozen with
/// @param rights what of them is left
/// @param progress takes provisional output; never blocks
public record ToolCall(
        JsonObject arguments,
        RunId run,
        String profile,
        Rights rights,
        Consumer<Progress> progress) {}
