package dev.bestcode.runtime;

import dev.bestcode.agent.AgentOptions;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.librarian.Librarian;
import dev.bestcode.librarian.LibrarianOptions;
import dev.bestcode.librarian.Recall;

import java.util.Optional;
import java.util.function.Supplier;

/// Whose contexts are curated, and how.
final class Curation {
    private final Librarian librarian;
    private final Recall recall;
    private final int window;

    /// @param state gives the newest state
    /// @param window tokens of the model's window
    /// @param small adds sentences to folds, if there is one
    Curation(Supplier<KernelState> state, int window, Optional<SmallModel> small) {
        this.librarian =
                small.map(model -> Librarian.over(state, model.client(), model.name()))
                        .orElseGet(() -> Librarian.over(state));
        this.recall = librarian.recall();
        this.window = window;
    }

    Recall recall() {
        return recall;
    }

    /// The agent as it is, or curated where its listener says so.
    Handler of(Handler agent, ListenerSpec listener, AgentOptions options) {
        return listener.librarian()
                ? librarian.curating(
                        agent, LibrarianOptions.of(window, options.maxTokens()), options.prices())
                : agent;
    }
}
