package dev.bestcode.cli;

import dev.bestcode.tui.TerminalGuard;

import java.util.Optional;

/// Puts the terminal back when this process is killed while it has the line; see bestcode-tui,
/// without which there is none.
final class ReplGuard {
    private ReplGuard() {}

    static Optional<AutoCloseable> standing() {
        try {
            return TerminalGuard.ofLines().map(guard -> guard);
        } catch (NoClassDefFoundError absent) {
            return Optional.empty();
        }
    }
}
