package dev.bestcode.api.security;

/// Asks a person. Called on the worker of the call that waits, several at once; interrupted when
/// the question is answered elsewhere.
public interface Approver {
    ApprovalAnswer ask(ApprovalRequest request) throws InterruptedException;

    /// Asks nobody here: the answer comes through
    /// [dev.bestcode.api.control.SystemControl#approve], or not at all.
    static Approver elsewhere() {
        return _ -> {
            while (true) {
                Thread.sleep(Long.MAX_VALUE);
            }
        };
    }
}
