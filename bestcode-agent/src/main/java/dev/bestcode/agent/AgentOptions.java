package dev.bestcode.agent;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.message.SchemaValidator;

import java.util.List;
import java.util.Optional;

/// What one agent is told and held to.
/// @param name its listener's name
/// @param systemPrompt opens every conversation
/// @param model id or alias
/// @param maxTokens bound on one answer, from 1
/// @param maxIterations model calls per task; 0 allows none
/// @param prices what the model costs, to set aside before each call
/// @param validator checks answers of tasks that say what they are to look like
/// @param promptTokensMax what a prompt is counted as at most, whatever the conversation has: the
///     window of a context that is curated
/// @param effort how hard the model is to think; nothing leaves it to the model
public record AgentOptions(
        String name,
        String systemPrompt,
        String model,
        int maxTokens,
        int maxIterations,
        Prices prices,
        SchemaValidator validator,
        long promptTokensMax,
        Optional<Effort> effort) {
    public AgentOptions {
        if (maxTokens < 1 || maxIterations < 0) {
            throw new IllegalArgumentException(
                    "agent '%s' has maxTokens %d, maxIterations %d; allowed from 1 and from 0"
                            .formatted(name, maxTokens, maxIterations));
        }
    }

    /// An agent whose context nobody keeps under a window, and whose model thinks as hard as it is
    /// used to.
    public AgentOptions(
            String name,
            String systemPrompt,
            String model,
            int maxTokens,
            int maxIterations,
            Prices prices,
            SchemaValidator validator) {
        this(
                name,
                systemPrompt,
                model,
                maxTokens,
                maxIterations,
                prices,
                validator,
                Long.MAX_VALUE,
                Optional.empty());
    }

    public AgentOptions withPromptTokensMax(long tokens) {
        return new AgentOptions(
                name,
                systemPrompt,
                model,
                maxTokens,
                maxIterations,
                prices,
                validator,
                tokens,
                effort);
    }

    public AgentOptions withEffort(Optional<Effort> level) {
        return new AgentOptions(
                name,
                systemPrompt,
                model,
                maxTokens,
                maxIterations,
                prices,
                validator,
                promptTokensMax,
                level);
    }

    /// An agent whose model's price is not known, and whose answers nobody checks.
    public AgentOptions(
            String name, String systemPrompt, String model, int maxTokens, int maxIterations) {
        this(
                name,
                systemPrompt,
                model,
                maxTokens,
                maxIterations,
                Prices.UNKNOWN,
                (_, _) -> List.of());
    }
}
