package dev.bestcode.cli;

import dev.bestcode.llm.ModelRouter;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The options that say whose models are meant, and where they are.
class ProviderOptions {
    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Model id, opus, sonnet, haiku, or PROVIDER/NAME.")
    private @Nullable String model;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Where the provider of models is, or PROVIDER=URL.")
    private @Nullable String baseUrl;

    Optional<String> name() {
        return Optional.ofNullable(model);
    }

    /// The providers that the environment names, with what the options say instead.
    /// @param models that were chosen: Ollama is there when one is its own
    /// @throws dev.bestcode.llm.MissingKeyException when no provider is named
    ModelRouter providers(Map<String, String> environment, Collection<String> models) {
        var settings = new HashMap<>(environment);
        if (models.stream().map(ModelAddress::providerOf).anyMatch(ModelRouter.OLLAMA::equals)) {
            settings.putIfAbsent(ModelRouter.OLLAMA_VARIABLE, ModelRouter.OLLAMA_DEFAULT);
        }
        if (baseUrl != null) {
            var address = ModelAddress.of(baseUrl).orOf(name().orElse(""));
            settings.put(address.variable(), address.url());
        }
        return ModelRouter.fromEnvironment(settings);
    }
}
