package dev.bestcode.agent;

/// How far a thread's conversation reaches.
/// @param answerSegment holds the model's newest answer, 0 for none yet
/// @param lastSegment the newest of all, 0 for none yet
/// @param promptTokens at least what the next request's prompt will be counted as
record Transcript(long answerSegment, long lastSegment, long promptTokens) {
    static final Transcript NONE = new Transcript(0, 0, 0);

    Transcript with(long segment, long tokens) {
        return new Transcript(answerSegment, segment, promptTokens + tokens);
    }

    /// The newest segment is the model's answer.
    Transcript answered() {
        return new Transcript(lastSegment, lastSegment, promptTokens);
    }

    Transcript counting(long tokens) {
        return new Transcript(answerSegment, lastSegment, tokens);
    }
}
