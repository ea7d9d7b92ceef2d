package dev.bestcode.runtime;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.llm.ModelProvider;
import dev.bestcode.ports.EgressListener;

import java.util.List;
import java.util.Map;

/// The models that a provider has, asked on a way out to it alone, without a system running.
public final class ModelLists {
    private static final String USER = "models";

    private ModelLists() {}

    /// @param environment where proxies and certificate authorities are named
    /// @return in the provider's own order; empty when the client is not a provider's
    /// @throws dev.bestcode.api.llm.LlmException when the provider does not say
    public static List<ModelProvider.Model> of(LlmClient provider, Map<String, String> environment)
            throws InterruptedException {
        try (var network = new Network(environment, EgressListener.NONE)) {
            return network.connect(USER, provider) instanceof ModelProvider asked
                    ? asked.models()
                    : List.of();
        }
    }
}
