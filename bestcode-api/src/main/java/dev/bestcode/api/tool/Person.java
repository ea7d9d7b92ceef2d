package dev.bestcode.api.tool;

import dev.bestcode.api.security.ApprovalAnswer;

/// Whoever can be asked while a call is under way.
@FunctionalInterface
public interface Person {
    /// Ask, and wait for the answer. Question and answer are in the journal.
    /// @throws InterruptedException when the run was stopped
    ApprovalAnswer ask(Form form) throws InterruptedException;

    /// Nobody is there.
    static Person nobody() {
        return _ -> ApprovalAnswer.deny("system", "nobody can be asked here");
    }
}
