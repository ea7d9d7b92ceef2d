package dev.bestcode.librarian;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.message.Handler;

import java.util.Optional;
import java.util.function.Supplier;

/// Keeps conversations under their budget and what is needed in view. One for a system; safe from
/// any worker.
public final class Librarian {
    private final Supplier<KernelState> state;
    private final Lexicon lexicon = new Lexicon();
    private final Counts counts = new Counts();
    private final Optional<Proposer> proposer;

    private Librarian(Supplier<KernelState> state) {
        this.state = state;
        this.proposer = Optional.empty();
    }

    private Librarian(Supplier<KernelState> state, LlmClient client, String model) {
        this.state = state;
        this.proposer = Optional.of(new Proposer(client, model, lexicon));
    }

    /// A librarian that asks no model.
    /// @param state gives the newest state
    public static Librarian over(Supplier<KernelState> state) {
        return new Librarian(state);
    }

    /// A librarian that has a model add a sentence to folds, as far as it answers in time. What is
    /// folded, and when, is decided without it.
    /// @param model a small one, as the client names it
    public static Librarian over(Supplier<KernelState> state, LlmClient client, String model) {
        return new Librarian(state, client, model);
    }

    /// The agent with its context curated: before each of its requests, and in the same
    /// transaction.
    public Handler curating(Handler agent, LibrarianOptions options) {
        return new CuratedAgent(agent, new Curator(options, state, lexicon, counts, proposer));
    }

    /// The tool through which an agent reads again what was folded.
    public Recall recall() {
        return new Recall(state);
    }
}
