package dev.bestcode.api.message;

import java.time.Duration;

/// Something provisional that a handler lets watchers see before it answers.
public sealed interface Progress {
    /// A piece of the model's text.
    record Text(String text) implements Progress {}

    /// A piece of the model's thinking.
    record Thinking(String text) implements Progress {}

    /// The text so far is void: the stream broke and will be asked for again.
    record Withdrawn(String reason) implements Progress {}

    /// A piece of what a started program printed.
    record Output(String text) implements Progress {}

    /// The handler will be called again.
    /// @param attempt that has just failed, from 1
    record Retrying(int attempt, Duration delay, String reason) implements Progress {}
}
