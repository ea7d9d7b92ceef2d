package dev.bestcode.api.llm;

/// What comes of an answer while it streams; provisional.
public sealed interface LlmEvent {
    /// The provider has begun to answer, whatever is shown of it: from here on it may charge. Comes
    /// before the pieces, from a client that can tell.
    record AnswerStarted() implements LlmEvent {}

    record TextDelta(String text) implements LlmEvent {}

    record ThinkingDelta(String text) implements LlmEvent {}
}
