package dev.bestcode.api.security;

/// Asks a person. Called on the worker of the call that waits, several at once.
public interface Approver {
    ApprovalAnswer ask(ApprovalRequest request) throws InterruptedException;
}
