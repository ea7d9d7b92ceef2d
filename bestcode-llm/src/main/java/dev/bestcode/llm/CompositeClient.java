package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;

import java.util.function.UnaryOperator;

/// A client that hands requests to others. Whoever assembles a system reaches those through it, to
/// give each a way out and limits of its own.
public interface CompositeClient extends LlmClient {
    /// The same, over what the change makes of the clients inside; this one stays as it is.
    LlmClient map(UnaryOperator<LlmClient> change);
}
