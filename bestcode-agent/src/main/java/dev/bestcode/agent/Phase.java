package dev.bestcode.agent;

/// Where an agent stands on one thread.
sealed interface Phase {
    /// Nothing is under way; a task may begin.
    record Ready() implements Phase {}

    /// The model was asked.
    record Thinking(String call) implements Phase {}

    /// Tool calls of one answer are under way or yet to start.
    record AwaitingTools(ToolCalls calls) implements Phase {}
}
