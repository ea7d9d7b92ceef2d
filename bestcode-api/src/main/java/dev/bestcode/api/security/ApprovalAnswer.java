package dev.bestcode.api.security;

/// A person's, or a rule's, answer to an [ApprovalRequest].
/// @param by who said so
/// @param reason for the model when it was not allowed
public record ApprovalAnswer(boolean allowed, String by, String reason) {}
