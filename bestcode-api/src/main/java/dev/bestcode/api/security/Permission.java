package dev.bestcode.api.security;

/// What happens when a route that exists is used.
public enum Permission {
    /// It is used.
    AUTO,
    /// A person is asked; where there is none, it is refused.
    PROMPT,
    /// It is refused.
    DENY
}
