package dev.bestcode.librarian;

/// A part of the conversation that may stay in the request or not.
final class Candidate {
    private final int turn;
    private final int tokens;
    private final int[] said;
    private final int[] named;

    /// @param turn counted up by the model's answers; what happened together has the same
    /// @param tokens what it costs to keep
    /// @param said [Terms] that the agent or the user named in it
    /// @param named all that is named in it
    Candidate(int turn, int tokens, int[] said, int[] named) {
        this.turn = turn;
        this.tokens = tokens;
        this.said = said;
        this.named = named;
    }

    int turn() {
        return turn;
    }

    int tokens() {
        return tokens;
    }

    /// Not to be changed.
    int[] said() {
        return said;
    }

    /// Not to be changed.
    int[] named() {
        return named;
    }
}
