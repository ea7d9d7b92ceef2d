package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Progress;

import java.util.function.Consumer;

/// One call of a tool.
/// @param arguments checked against the tool's input schema
/// @param profile whose rights the caller has
/// @param progress takes provisional output; never blocks
public record ToolCall(
        JsonObject arguments, RunId run, String profile, Consumer<Progress> progress) {}
