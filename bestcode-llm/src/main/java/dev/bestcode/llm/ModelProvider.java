package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmRequest;

import java.util.List;
import java.util.OptionalLong;

/// A provider of models: answers, and says what it has.
public interface ModelProvider extends LlmClient {
    /// A model that it has.
    /// @param id what a request names
    /// @param name for people; the id where there is no other
    record Model(String id, String name) {}

    /// Most models of one provider that are listed; gateways have hundreds.
    int MODELS_MAX = 10_000;

    /// The models that it has, in its own order; at most [#MODELS_MAX].
    /// @throws dev.bestcode.api.llm.LlmException when it does not say
    List<Model> models() throws InterruptedException;

    /// The tokens of a request as the provider counts them; empty where it has no such call.
    /// @throws dev.bestcode.api.llm.LlmException when it does not answer
    OptionalLong countTokens(LlmRequest request) throws InterruptedException;
}
