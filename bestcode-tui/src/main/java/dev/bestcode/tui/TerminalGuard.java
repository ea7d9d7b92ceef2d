package dev.bestcode.tui;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Puts the terminal back when this process could not: killed outright, or out of memory. A shell
/// waits for the end of a pipe that only this process holds; told that all is well it only sets
/// what a library may have left out, such as the line's speed. Where there is no shell or no
/// terminal there is no guard, and all works the same.
public final class TerminalGuard implements AutoCloseable {
    private static final Duration RESTORE_TIME = Duration.ofSeconds(5);

    /// What a line editor may have left on: colours, bracketed paste, a hidden caret, its own line.
    private static final String LEAVE_LINE = "\u001b[0m\u001b[?1l\u001b[?2004l\u001b[?25h\r\n";

    /// Reads one line; without one it writes its argument. Then it restores what `stty -g` said.
    private static final String SCRIPT =
            """
            trap '' HUP INT QUIT TSTP TTOU TTIN TERM
            was=$(stty -g </dev/tty) || exit
            echo ready
            read -r end || printf '%s' "$1" >/dev/tty
            stty "$was" </dev/tty
            """;

    private final Process shell;

    private TerminalGuard(Process shell) {
        this.shell = shell;
    }

    /// Stand guard over the terminal as it is now, while a line editor has it.
    public static Optional<TerminalGuard> ofLines() {
        return standing(LEAVE_LINE);
    }

    /// The same, while the whole screen is taken.
    static Optional<TerminalGuard> ofScreen() {
        return standing(TerminalState.LEAVE);
    }

    private static Optional<TerminalGuard> standing(String farewell) {
        if (!new File("/dev/tty").exists() || !new File("/bin/sh").canExecute()) {
            return Optional.empty();
        }
        try {
            var shell =
                    new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT, "guard", farewell))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean ready = shell.getInputStream().read() == 'r';
            return ready ? Optional.of(new TerminalGuard(shell)) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /// The screen has been left; what is left to restore is restored now.
    @Override
    public void close() {
        try (var pipe = shell.getOutputStream()) {
            pipe.write('\n');
            pipe.flush();
            shell.waitFor(RESTORE_TIME);
        } catch (IOException gone) {
            // Then there is nothing to tell it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
