package dev.bestcode.spring;

import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.organism.Predeclared;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What an application says under `bestcode`. A property that is not known stops the start. Spring
/// leaves `null` what is not set; [SystemParts] is the one reader.
///
/// @param enabled whether there is to be a system at all
/// @param workspace folder that the native tools reach, and nothing beside it; without one they are
///     not there
/// @param dataDir folder that state is kept in; required unless there is a bean of KernelStorage
/// @param organism organism file, a path or a resource such as classpath:organism.yaml; default:
/// the built-in one
/// @param profile whose rights tasks of the template have; default: the only one, or coding
/// @param listener agent that takes tasks of the template
/// @param model model of all agents, in place of each agent's own, as NAME or PROVIDER/NAME
/// @param effort how hard all agents' models are to think; default: the agent's own, else the
/// model's
/// @param smallModel model for sentences of folds and forms; default: none is asked
/// @param provider provider of models that name none; default: the first of anthropic, openai,
///     ollama and the others by name
/// @param providers providers of models by name; default: what ANTHROPIC_API_KEY,
/// ANTHROPIC_AUTH_TOKEN, OPENAI_API_KEY, OPENAI_BASE_URL and OLLAMA_HOST say
/// @param modelFirstByte how long a model's answer may take to begin, up to a day; default: 120
///     seconds
/// @param modelIdle how long a model's answer may stand still, up to a day; default: 60 seconds
/// @param modelTotal how long all of a model's answer may take, up to a day; default: 600 seconds
/// @param modelRetries how often a model is asked again after a failure that may pass, up to 9;
///     default: 5
/// @param maxIterations model calls allowed for a task of the template, if fewer than its agent's
///     own limit
/// @param budget what a task of the template may spend
/// @param approveAll whether calls that need an approval are made without one
@ConfigurationProperties(prefix = "bestcode", ignoreUnknownFields = false)
record BestCodeProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable Path workspace,
        @Nullable Path dataDir,
        @Nullable String organism,
        @Nullable String profile,
        @DefaultValue(Predeclared.CODER) String listener,
        @Nullable String model,
        @Nullable Effort effort,
        @Nullable String smallModel,
        @Nullable String provider,
        @DefaultValue Map<String, Provider> providers,
        @Nullable Duration modelFirstByte,
        @Nullable Duration modelIdle,
        @Nullable Duration modelTotal,
        @Nullable Integer modelRetries,
        @Nullable Integer maxIterations,
        @DefaultValue Budget budget,
        @DefaultValue("false") boolean approveAll) {
    BestCodeProperties {
        providers = Collections.unmodifiableMap(new TreeMap<>(providers));
    }

    /// How a provider is spoken to.
    enum Dialect {
        /// The Messages API.
        ANTHROPIC,
        /// Chat completions, as OpenAI, llama.cpp, vLLM and gateways speak them.
        OPENAI,
        /// Ollama, which needs no key.
        OLLAMA
    }

    /// A provider of models.
    ///
    /// @param dialect how it is spoken to; default: as its name says, else openai
    /// @param apiKey key; Ollama needs none
    /// @param baseUrl address; default: the provider's own
    record Provider(@Nullable Dialect dialect, @Nullable String apiKey, @Nullable String baseUrl) {
        /// Without the key.
        @Override
        public String toString() {
            return "Provider[dialect=%s, baseUrl=%s]".formatted(dialect, baseUrl);
        }
    }

    /// What a task may spend; the least of this, its agent's and its profile's budget holds.
    ///
    /// @param usd US dollars, with up to six decimals
    /// @param tokens tokens, read and written
    /// @param time time, without the time that approvals wait
    record Budget(@Nullable BigDecimal usd, @Nullable Long tokens, @Nullable Duration time) {
        TaskBudget toTaskBudget() {
            var task = TaskBudget.UNSTATED;
            if (usd != null) {
                task =
                        task.withMicroUsd(
                                usd.movePointRight(BudgetSpec.USD_SCALE_MAX).longValueExact());
            }
            if (tokens != null) {
                task = task.withTokens(tokens);
            }
            return time == null ? task : task.withTime(time);
        }
    }
}
