package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A client that hands requests to others. Whoever assembles a system reaches those through it, to
/// give each a way out and limits of its own.
public interface CompositeClient extends LlmClient {
    /// Those inside.
    List<LlmClient> clients();

    /// The same, over what the change makes of the clients inside; this one stays as it is.
    LlmClient map(UnaryOperator<LlmClient> change);

    /// Why none of them can know a model of this name; empty when one may. Asked before a run
    /// begins.
    Optional<String> problem(String model);
}
