package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Failure;

/// What came of a submitted request. It is on stable storage, but for a refusal that came too fast
/// to be recorded (see [PipelineOptions]).
public sealed interface Answer {
    /// @param payload admitted, so it fits the schema of its tag
    record Replied(String tag, JsonObject payload) implements Answer {}

    record Failed(Failure failure) implements Answer {}
}
