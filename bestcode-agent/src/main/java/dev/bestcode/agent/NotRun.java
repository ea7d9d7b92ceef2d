package dev.bestcode.agent;

import dev.bestcode.api.llm.ContentBlock;

import java.util.List;

/// Results of calls that no tool answered: a provider takes no conversation with a call left open.
final class NotRun {
    private NotRun() {}

    /// @param why the task ended while it was under way
    static ContentBlock.ToolResult brokenOff(String call, String why) {
        return error(call, "Broken off: %s. Whether it had an effect is not known.".formatted(why));
    }

    /// @param why the task ended before its turn came
    static ContentBlock.ToolResult neverStarted(String call, String why) {
        return error(call, "Not run: %s before it was started.".formatted(why));
    }

    static ContentBlock.ToolResult tooMany(String call) {
        return error(
                call,
                "Not run, nor was any call after it: an answer may hold %d. Ask for the rest in your next answer."
                        .formatted(UsableAnswer.CALLS_MAX));
    }

    /// A model that declined has not finished asking.
    static ContentBlock.ToolResult declined(String call) {
        return error(call, "Not run: the answer that asked for it was broken off.");
    }

    static ContentBlock.ToolResult repeated(String call) {
        return error(
                call,
                "Not run: it is the same answer as the %d before."
                        .formatted(Repeated.TIMES_MAX - 1));
    }

    private static ContentBlock.ToolResult error(String call, String words) {
        return new ContentBlock.ToolResult(call, List.of(new ContentBlock.Text(words)), true);
    }
}
