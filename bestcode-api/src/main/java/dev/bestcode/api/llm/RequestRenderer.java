package dev.bestcode.api.llm;

import dev.bestcode.api.kernel.KernelState;

/// Expands a recipe to the request it stands for. The same state and recipe give the same request.
public interface RequestRenderer {
    /// @throws IllegalArgumentException when the context does not hold a conversation
    LlmRequest render(RequestRecipe recipe, KernelState state);
}
