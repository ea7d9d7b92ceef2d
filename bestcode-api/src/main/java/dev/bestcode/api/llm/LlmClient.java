package dev.bestcode.api.llm;

import java.util.function.Consumer;

/// One way to a model. Safe from many workers at once.
public interface LlmClient {
    /// Ask once, and block until the whole answer is there. Makes one attempt: whoever calls
    /// decides about another, by the type of the exception.
    /// @param onEvent takes what comes in order, on the calling worker; pieces are void when this
    /// throws
    /// @throws LlmException when there is no whole answer
    /// @throws InterruptedException when the caller was interrupted; the exchange has been given up
    LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent) throws InterruptedException;
}
