package dev.bestcode.librarian;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Allowance;

import java.util.List;
import java.util.Set;

/// What is set aside for requests of an agent whose context is curated.
/// @param window of the model in tokens; a longer prompt is refused
record Reserves(Prices prices, int window) {
    private static final Set<String> ADDED = Set.of(ContextTags.RECALLED, ContextTags.SCRATCH);

    /// What the agent sets aside, and for what is shown behind the newest answer beside the
    /// agent's own pages: no provider has counted it yet, and the agent does not know of it.
    /// @param agents nothing, for one that sets nothing aside
    Allowance of(RequestRecipe recipe, Allowance agents, List<Page> pages) {
        long added = 0;
        for (var page : pages.reversed()) {
            if (page.tag().equals(ContextTags.ASSISTANT)) {
                break;
            }
            added += ADDED.contains(page.tag()) ? page.shownTokens() : 0;
        }
        return added == 0 || agents.equals(Allowance.ZERO)
                ? agents
                : most(recipe, agents.tokens() - recipe.maxTokens() + bytes(added));
    }

    /// For a prompt that nobody has counted.
    Allowance of(RequestRecipe recipe, long shownTokens) {
        return most(recipe, bytes(shownTokens));
    }

    /// No tokenizer makes more tokens of a text than it has bytes.
    private static long bytes(long estimated) {
        return estimated * Tokens.BYTES_PER_TOKEN;
    }

    private Allowance most(RequestRecipe recipe, long promptTokens) {
        return prices.ceiling(recipe.model(), Math.min(promptTokens, window), recipe.maxTokens());
    }
}
