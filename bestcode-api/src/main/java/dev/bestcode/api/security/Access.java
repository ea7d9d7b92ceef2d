package dev.bestcode.api.security;

/// Whether a message may reach its listener.
public sealed interface Access {
    record Allowed(Permission permission) implements Access {}

    /// @param reason names the profile and what it lacks, for whoever sent the message
    record NoRoute(String reason) implements Access {}
}
