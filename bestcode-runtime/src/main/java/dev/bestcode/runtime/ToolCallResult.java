package dev.bestcode.runtime;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.pipeline.Answer;

import java.util.Optional;

/// What came of one tool called by itself; it is on stable storage.
/// @param failure why the tool did not answer; the outcome then says it too
public record ToolCallResult(RunId run, Optional<Failure> failure, ToolOutcome outcome) {
    static ToolCallResult of(RunId run, Answer answer) {
        return switch (answer) {
            case Answer.Replied(_, var payload) ->
                    new ToolCallResult(run, Optional.empty(), ToolOutcome.from(payload));
            case Answer.Failed(var failure) ->
                    new ToolCallResult(
                            run, Optional.of(failure), ToolOutcome.failed(failure.message()));
        };
    }
}
