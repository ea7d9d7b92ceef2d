package dev.bestcode.api.security;

import java.util.Optional;

/// What the user has allowed for good. Safe from any worker.
public interface ApprovalMemory {
    /// The answer that was given for this very call, if one was.
    Optional<ApprovalAnswer> recall(ApprovalRequest request);

    /// Keep an answer of scope [ApprovalScope#ALWAYS].
    /// @return why it could not be kept; the call that was asked for runs all the same
    Optional<String> keep(ApprovalRequest request, ApprovalAnswer answer);

    /// Keeps nothing.
    static ApprovalMemory none() {
        return new ApprovalMemory() {
            @Override
            public Optional<ApprovalAnswer> recall(ApprovalRequest request) {
                return Optional.empty();
            }

            @Override
            public Optional<String> keep(ApprovalRequest request, ApprovalAnswer answer) {
                return Optional.of("this system keeps no answers");
            }
        };
    }
}
