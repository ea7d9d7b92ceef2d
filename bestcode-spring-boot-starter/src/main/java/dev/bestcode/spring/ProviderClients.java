package dev.bestcode.spring;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.llm.MissingKeyException;
import dev.bestcode.llm.ModelRouter;
import dev.bestcode.llm.OpenAiClient;
import dev.bestcode.spring.BestCodeProperties.Dialect;
import dev.bestcode.spring.SettingsException.Problem;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The way to models that properties describe; where they describe none, the variables do that the
/// command line reads too, from wherever the application has them.
final class ProviderClients {
    private static final List<String> FIRST =
            List.of(ModelRouter.ANTHROPIC, ModelRouter.OPENAI, ModelRouter.OLLAMA);

    private static final List<String> VARIABLES =
            List.of(
                    AnthropicClient.KEY_VARIABLE,
                    AnthropicClient.TOKEN_VARIABLE,
                    AnthropicClient.BASE_URL_VARIABLE,
                    OpenAiClient.KEY_VARIABLE,
                    OpenAiClient.BASE_URL_VARIABLE,
                    ModelRouter.OLLAMA_VARIABLE);

    private final BestCodeProperties properties;
    private final Environment environment;
    private final List<Problem> problems;

    /// @param problems that are found are added to it
    ProviderClients(
            BestCodeProperties properties, Environment environment, List<Problem> problems) {
        this.properties = properties;
        this.environment = environment;
        this.problems = problems;
    }

    /// Empty when there is a problem.
    Optional<LlmClient> client() {
        var clients = properties.providers().isEmpty() ? ofVariables() : ofProperties();
        return clients.isEmpty() ? Optional.empty() : Optional.of(router(clients));
    }

    private SequencedMap<String, LlmClient> ofVariables() {
        var found = new HashMap<String, String>();
        for (var name : VARIABLES) {
            set(environment.getProperty(name)).ifPresent(value -> found.put(name, value));
        }
        try {
            return new LinkedHashMap<>(ModelRouter.fromEnvironment(found).providers());
        } catch (MissingKeyException e) {
            problems.add(
                    new Problem(
                            "there is no provider of models",
                            "Set bestcode.providers.anthropic.api-key (or ANTHROPIC_API_KEY), bestcode.providers.NAME.base-url of a server of your own, or add a bean of LlmClient."));
            return new LinkedHashMap<>();
        }
    }

    private SequencedMap<String, LlmClient> ofProperties() {
        var clients = new LinkedHashMap<String, LlmClient>();
        properties
                .providers()
                .forEach((name, said) -> client(name, said).ifPresent(it -> clients.put(name, it)));
        return clients;
    }

    private Optional<LlmClient> client(String name, BestCodeProperties.Provider said) {
        var prefix = "bestcode.providers." + name;
        var dialect = said.dialect() == null ? dialectOf(name) : said.dialect();
        var key = set(said.apiKey());
        var url = set(said.baseUrl());
        if (dialect == Dialect.ANTHROPIC && key.isEmpty()) {
            problems.add(
                    new Problem(
                            prefix + ".api-key is not set",
                            "Set %s.api-key, such as to ${ANTHROPIC_API_KEY}.".formatted(prefix)));
            return Optional.empty();
        }
        try {
            return Optional.of(client(dialect, key, url));
        } catch (IllegalArgumentException e) {
            problems.add(
                    new Problem(
                            prefix + ": " + e.getMessage(),
                            "Mend %s.api-key or %s.base-url.".formatted(prefix, prefix)));
            return Optional.empty();
        }
    }

    private static LlmClient client(Dialect dialect, Optional<String> key, Optional<String> url) {
        return switch (dialect) {
            case ANTHROPIC -> {
                var builder = AnthropicClient.builder();
                key.ifPresent(builder::apiKey);
                url.ifPresent(builder::baseUrl);
                yield builder.build();
            }
            case OPENAI -> {
                var builder = OpenAiClient.builder();
                key.ifPresent(builder::apiKey);
                url.ifPresent(builder::baseUrl);
                yield builder.build();
            }
            case OLLAMA -> {
                var at =
                        Map.of(ModelRouter.OLLAMA_VARIABLE, url.orElse(ModelRouter.OLLAMA_DEFAULT));
                yield ModelRouter.fromEnvironment(at).providers().values().iterator().next();
            }
        };
    }

    private static Dialect dialectOf(String name) {
        return switch (name) {
            case ModelRouter.ANTHROPIC -> Dialect.ANTHROPIC;
            case ModelRouter.OLLAMA -> Dialect.OLLAMA;
            default -> Dialect.OPENAI;
        };
    }

    /// The first one gets what names no provider.
    private ModelRouter router(SequencedMap<String, LlmClient> clients) {
        set(properties.provider()).ifPresentOrElse(it -> first(it, clients), () -> usual(clients));
        var router = ModelRouter.builder();
        clients.forEach(router::provider);
        return router.build();
    }

    private void first(String name, SequencedMap<String, LlmClient> clients) {
        var client = clients.get(name);
        if (client == null) {
            problems.add(
                    new Problem(
                            "bestcode.provider is '%s', and there is no such provider"
                                    .formatted(name),
                            "Set bestcode.provider to one of: %s."
                                    .formatted(String.join(", ", clients.keySet()))));
        } else {
            clients.putFirst(name, client);
        }
    }

    private static void usual(SequencedMap<String, LlmClient> clients) {
        for (var name : FIRST.reversed()) {
            var client = clients.get(name);
            if (client != null) {
                clients.putFirst(name, client);
            }
        }
    }

    /// What is blank was left out, as in `api-key: ${SOME_KEY:}`.
    private static Optional<String> set(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
