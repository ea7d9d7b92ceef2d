package dev.bestcode.agent;

/// What one agent is told and held to.
/// @param name its listener's name
/// @param systemPrompt opens every conversation
/// @param model id or alias
/// @param maxTokens bound on one answer, from 1
/// @param maxIterations model calls per task; 0 allows none
public record AgentOptions(
        String name, String systemPrompt, String model, int maxTokens, int maxIterations) {
    public AgentOptions {
        if (maxTokens < 1 || maxIterations < 0) {
            throw new IllegalArgumentException(
                    "agent '%s' has maxTokens %d, maxIterations %d; allowed from 1 and from 0"
                            .formatted(name, maxTokens, maxIterations));
        }
    }
}
