package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;

/// A client that bounds the time of its requests. Whoever assembles a system reads the bounds, for
/// nothing around a request may end it sooner, and says them where the client's maker did not.
public interface TimedClient extends LlmClient {
    /// How long a request may take.
    LlmTimeouts timeouts();

    /// The same client with these limits, unless it was made with limits of its own; this one stays
    /// as it is.
    TimedClient withUsualTimeouts(LlmTimeouts usual);
}
