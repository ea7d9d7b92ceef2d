package dev.bestcode.cli;

import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.llm.ModelRouter;
import dev.bestcode.llm.OpenAiClient;

import java.util.Map;
import java.util.Optional;

/// Where a provider is: `URL`, or `PROVIDER=URL` where it is said whose address that is.
record ModelAddress(Optional<String> provider, String url) {
    private static final Map<String, String> VARIABLES =
            Map.of(
                    ModelRouter.ANTHROPIC, AnthropicClient.BASE_URL_VARIABLE,
                    ModelRouter.OPENAI, OpenAiClient.BASE_URL_VARIABLE,
                    ModelRouter.OLLAMA, ModelRouter.OLLAMA_VARIABLE);

    static ModelAddress of(String text) {
        int equals = text.indexOf('=');
        var name = equals < 0 ? "" : text.substring(0, equals);
        return VARIABLES.containsKey(name)
                ? new ModelAddress(Optional.of(name), text.substring(equals + 1))
                : new ModelAddress(Optional.empty(), text);
    }

    /// The provider that a model's name names; where it names none, `anthropic`.
    static String providerOf(String model) {
        int slash = model.indexOf('/');
        var name = slash < 0 ? "" : model.substring(0, slash);
        return VARIABLES.containsKey(name) ? name : ModelRouter.ANTHROPIC;
    }

    /// Why no client could be told it. What Ollama is told need not be a whole URL, and which model
    /// is going to be asked there need not be known.
    Optional<String> problem() {
        boolean maybeOllama = provider.isEmpty() && !url.contains("://");
        if (maybeOllama || provider.equals(Optional.of(ModelRouter.OLLAMA))) {
            return Optional.empty();
        }
        try {
            AnthropicClient.builder().baseUrl(url).apiKey("none").build();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// This address, for the provider of a model where it is not said whose it is.
    ModelAddress orOf(String model) {
        return provider.isPresent() ? this : new ModelAddress(Optional.of(providerOf(model)), url);
    }

    /// The environment variable by which the provider's client is told it.
    String variable() {
        return VARIABLES.getOrDefault(
                provider.orElse(ModelRouter.ANTHROPIC), AnthropicClient.BASE_URL_VARIABLE);
    }

    @Override
    public String toString() {
        return provider.map(name -> name + "=" + url).orElse(url);
    }
}
