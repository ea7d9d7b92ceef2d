package dev.bestcode.api.llm;

/// A provisional piece of an answer, while it streams.
public sealed interface LlmEvent {
    record TextDelta(String text) implements LlmEvent {}

    record ThinkingDelta(String text) implements LlmEvent {}
}
