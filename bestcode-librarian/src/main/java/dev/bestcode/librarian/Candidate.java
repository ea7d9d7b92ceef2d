package dev.bestcode.librarian;

/// A part of the conversation that may stay in the request or not.
/// @param turn counted up by the model's answers; what happened together has the same
/// @param tokens what it costs to keep
/// @param said [Terms] that the agent or the user named in it
/// @param named all that is named in it
record Candidate(int turn, int tokens, int[] said, int[] named) {}
