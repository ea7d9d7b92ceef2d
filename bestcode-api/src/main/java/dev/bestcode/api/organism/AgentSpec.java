package dev.bestcode.api.organism;

import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.security.Permission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What makes a listener an agent.
/// @param prompt names of prompts joined by `&`, such as `bounded & coder`
/// @param model id or alias
/// @param effort how hard the model is to think; nothing leaves it to the model
/// @param maxTokens bound on one answer, from 1
/// @param maxIterations model calls per task; 0 allows none
/// @param permissions by peer; the stricter of these and the profile's holds
/// @param budget of one task
public record AgentSpec(
        String prompt,
        String model,
        Optional<Effort> effort,
        int maxTokens,
        int maxIterations,
        Map<String, Permission> permissions,
        BudgetSpec budget) {
    /// Iterations per task where nothing else is said.
    public static final int MAX_ITERATIONS = 200;

    /// Room for one answer where nothing else is said; every current model allows it.
    public static final int MAX_TOKENS = 8192;

    public static final String MODEL = "sonnet";

    public AgentSpec {
        if (maxTokens < 1 || maxIterations < 0) {
            throw new IllegalArgumentException(
                    "agent has max_tokens %d, max_iterations %d; allowed from 1 and from 0"
                            .formatted(maxTokens, maxIterations));
        }
        permissions = Collections.unmodifiableMap(new LinkedHashMap<>(permissions));
    }

    /// An agent without an effort, permissions or a budget of its own.
    public AgentSpec(String prompt, String model, int maxTokens, int maxIterations) {
        this(
                prompt,
                model,
                Optional.empty(),
                maxTokens,
                maxIterations,
                Map.of(),
                BudgetSpec.UNSTATED);
    }

    /// An agent with this prompt and the default model and limits.
    public static AgentSpec prompted(String prompt) {
        return new AgentSpec(prompt, MODEL, MAX_TOKENS, MAX_ITERATIONS);
    }
}
