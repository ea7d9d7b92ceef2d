package dev.bestcode.agent;

import dev.bestcode.api.llm.ContentBlock;

import java.util.List;

/// Results of calls that no tool answered: a provider takes no conversation with a call left open.
final class NotRun {
    private NotRun() {}

    static ContentBlock.ToolResult stopped(String call) {
        return error(call, "Stopped by the user. Whether it had an effect is not known.");
    }

    /// Of a call that was yet to start.
    static ContentBlock.ToolResult neverStarted(String call) {
        return error(call, "Not run: stopped by the user before it was started.");
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
