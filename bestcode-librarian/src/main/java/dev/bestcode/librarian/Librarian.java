package dev.bestcode.librarian;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.message.Handler;

import java.util.function.Supplier;

/// Keeps conversations under their budget and what is needed in view. One for a system; safe from
/// any worker.
public final class Librarian {
    private final Supplier<KernelState> state;
    private final Lexicon lexicon = new Lexicon();
    private final Counts counts = new Counts();

    private Librarian(Supplier<KernelState> state) {
        this.state = state;
    }

    /// @param state gives the newest state
    public static Librarian over(Supplier<KernelState> state) {
        return new Librarian(state);
    }

    /// The agent with its context curated: before each of its requests, and in the same
    /// transaction.
    public Handler curating(Handler agent, LibrarianOptions options) {
        return new CuratedAgent(agent, options, state, lexicon, counts);
    }

    /// The tool through which an agent reads again what was folded.
    public Recall recall() {
        return new Recall(state);
    }
}
