package dev.bestcode.librarian;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.message.Handler;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Keeps conversations under their budget and what is needed in view. One for a system; safe from
/// any worker.
public final class Librarian {
    private final Supplier<KernelState> state;
    private final Lexicon lexicon = new Lexicon();
    private final Counts counts = new Counts();
    private final Folds folds = new Folds();
    private final Optional<Proposer> proposer;
    private final Optional<Epochs> logged;

    private Librarian(Supplier<KernelState> state, Optional<Epochs> logged) {
        this.state = state;
        this.proposer = Optional.empty();
        this.logged = logged;
    }

    private Librarian(Supplier<KernelState> state, LlmClient client, String model) {
        this.state = state;
        this.proposer = Optional.of(new Proposer(client, model, lexicon));
        this.logged = Optional.empty();
    }

    /// A librarian that asks no model.
    /// @param state gives the newest state
    public static Librarian over(Supplier<KernelState> state) {
        return new Librarian(state, Optional.empty());
    }

    /// A librarian for a replay: its epochs are those of the log, and it asks no model.
    /// @param now the ops of the run in the transaction that is made again
    public static Librarian following(Supplier<KernelState> state, Supplier<List<KernelOp>> now) {
        return new Librarian(state, Optional.of(new Epochs(now)));
    }

    /// A librarian that has a model add a sentence to folds, as far as it answers in time. What is
    /// folded, and when, is decided without it.
    /// @param model a small one, as the client names it
    public static Librarian over(Supplier<KernelState> state, LlmClient client, String model) {
        return new Librarian(state, client, model);
    }

    /// The agent with its context curated: before each of its requests, and in the same
    /// transaction.
    /// @param prices of models, for what is set aside for what is added to a request
    public Handler curating(Handler agent, LibrarianOptions options, Prices prices) {
        return new CuratedAgent(
                agent,
                new Curator(
                        options,
                        state,
                        lexicon,
                        counts,
                        folds,
                        new Reserves(prices, options.window()),
                        proposer,
                        logged));
    }

    /// The tool through which an agent reads again what was folded.
    public Recall recall() {
        return new Recall(state);
    }
}
