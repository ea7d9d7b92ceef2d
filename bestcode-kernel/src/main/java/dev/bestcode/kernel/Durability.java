package dev.bestcode.kernel;

/// What an acknowledged commit survives.
public enum Durability {
    /// `kill -9`, a crash of the operating system and a power cut.
    SYNC,
    /// The end of the process, not a power cut: a commit returns once the operating system has it.
    OS
}
