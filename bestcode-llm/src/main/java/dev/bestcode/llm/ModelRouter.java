package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Several providers as one client: the name of a model says whose it is.
///
/// `provider/model` goes to that provider, as `model`; to nobody when it is `anthropic`, `openai`
/// or `ollama`, and not there. A name without a provider's goes to
/// `anthropic`, when there is one and the name is one of its short names or begins with `claude-`;
/// else to the first provider.
public final class ModelRouter implements CompositeClient {
    public static final String ANTHROPIC = "anthropic";
    public static final String OPENAI = "openai";
    public static final String OLLAMA = "ollama";

    /// The environment variable of Ollama's address.
    public static final String OLLAMA_VARIABLE = "OLLAMA_HOST";

    /// Where Ollama listens unless it is told otherwise.
    public static final String OLLAMA_DEFAULT = "127.0.0.1:11434";

    /// What is missing where one of them is not there: no other gets what was meant for it.
    private static final Map<String, String> MISSING =
            Map.of(
                    ANTHROPIC, AnthropicClient.KEY_VARIABLE + " is not set; set it",
                    OPENAI,
                            "neither %s nor %s is set; set one"
                                    .formatted(
                                            OpenAiClient.KEY_VARIABLE,
                                            OpenAiClient.BASE_URL_VARIABLE),
                    OLLAMA, OLLAMA_VARIABLE + " is not set; set it");

    private static final String ANTHROPIC_PREFIX = "claude-";

    /// Ollama itself asks for none, so there is a gateway before it.
    private static final String OLLAMA_WITHOUT_KEY =
            "the provider ollama takes none: name the address as %s, its key as %s, and the model as %s/NAME"
                    .formatted(OpenAiClient.BASE_URL_VARIABLE, OpenAiClient.KEY_VARIABLE, OPENAI);

    private final Map<String, LlmClient> providers;
    private final ModelAliases aliases = ModelAliases.builtInAnd(Map.of());

    private record Target(String provider, LlmClient client, String model) {}

    private ModelRouter(Map<String, LlmClient> providers) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("a router needs a provider; name one at least");
        }
        this.providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Every provider that the environment names, in this order: `anthropic` by
    /// `ANTHROPIC_API_KEY` or `ANTHROPIC_AUTH_TOKEN`, `openai` by `OPENAI_API_KEY`
    /// or `OPENAI_BASE_URL`, `ollama` by
    /// `OLLAMA_HOST`.
    /// @throws MissingKeyException when it names none
    public static ModelRouter fromEnvironment(Map<String, String> environment) {
        var router = builder();
        if (isSet(environment, AnthropicClient.KEY_VARIABLE)
                || isSet(environment, AnthropicClient.TOKEN_VARIABLE)) {
            router.provider(ANTHROPIC, AnthropicClient.fromEnvironment(environment));
        }
        if (isSet(environment, OpenAiClient.KEY_VARIABLE)
                || isSet(environment, OpenAiClient.BASE_URL_VARIABLE)) {
            router.provider(OPENAI, OpenAiClient.fromEnvironment(environment));
        }
        if (isSet(environment, OLLAMA_VARIABLE)) {
            var url = OllamaAddress.baseUrl(environment.getOrDefault(OLLAMA_VARIABLE, ""));
            router.provider(
                    OLLAMA,
                    OpenAiClient.builder().baseUrl(url).withoutKey(OLLAMA_WITHOUT_KEY).build());
        }
        if (router.providers.isEmpty()) {
            throw new MissingKeyException();
        }
        return router.build();
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    /// The providers by name, the first one first.
    public Map<String, LlmClient> providers() {
        return providers;
    }

    /// Whose model it is.
    /// @throws LlmException.Permanent when that provider is not there
    public String providerOf(String model) {
        return target(model).provider();
    }

    @Override
    public Optional<String> problem(String model) {
        return missing(model).or(() -> shortNameOfAnother(model));
    }

    private Optional<String> missing(String model) {
        var named = prefix(model);
        return providers.containsKey(named)
                ? Optional.empty()
                : Optional.ofNullable(MISSING.get(named))
                        .map(
                                why ->
                                        "model '%1$s' is of provider %2$s, and %3$s, or write %4$s/%1$s if %4$s has a model of that name"
                                                .formatted(model, named, why, first()));
    }

    private Optional<String> shortNameOfAnother(String model) {
        boolean alias = !aliases.idOf(model).equals(model);
        return alias && !providers.containsKey(ANTHROPIC)
                ? Optional.of(
                        "model '%s' is Anthropic's and ANTHROPIC_API_KEY is not set; set it, or name a model of %s, such as --model %s/NAME"
                                .formatted(model, String.join(" or ", providers.keySet()), first()))
                : Optional.empty();
    }

    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        var target = target(request.model());
        return target.client().stream(request.withModel(target.model()), onEvent);
    }

    @Override
    public List<LlmClient> clients() {
        return List.copyOf(providers.values());
    }

    @Override
    public ModelRouter map(UnaryOperator<LlmClient> change) {
        var changed = new LinkedHashMap<String, LlmClient>();
        providers.forEach((name, client) -> changed.put(name, change.apply(client)));
        return new ModelRouter(changed);
    }

    private Target target(String model) {
        var named = prefix(model);
        if (providers.containsKey(named)) {
            return target(named, model.substring(named.length() + 1));
        }
        missing(model)
                .ifPresent(
                        problem -> {
                            throw new LlmException.Permanent(problem);
                        });
        boolean anthropics =
                model.startsWith(ANTHROPIC_PREFIX) || !aliases.idOf(model).equals(model);
        return anthropics && providers.containsKey(ANTHROPIC)
                ? target(ANTHROPIC, model)
                : target(first(), model);
    }

    /// What stands before the first slash; empty where there is none.
    private static String prefix(String model) {
        return model.substring(0, Math.max(0, model.indexOf('/')));
    }

    private String first() {
        return providers.keySet().iterator().next();
    }

    private Target target(String provider, String model) {
        var client = providers.get(provider);
        if (client == null) {
            throw new IllegalStateException("there is no provider " + provider);
        }
        return new Target(provider, client, model);
    }

    /// Collects providers. Not safe for several threads.
    public static final class Builder {
        private final Map<String, LlmClient> providers = new LinkedHashMap<>();

        private Builder() {}

        /// Add a provider; the first one also gets every model that names none.
        /// @param name without a slash
        /// @throws IllegalArgumentException when the name is taken or none
        public Builder provider(String name, LlmClient client) {
            if (name.isBlank() || name.indexOf('/') >= 0) {
                throw new IllegalArgumentException(
                        "provider '%s': a name has a letter and no slash".formatted(name));
            }
            if (providers.putIfAbsent(name, client) != null) {
                throw new IllegalArgumentException(
                        "two providers are named '%s'; rename one".formatted(name));
            }
            return this;
        }

        public ModelRouter build() {
            return new ModelRouter(providers);
        }
    }
}
