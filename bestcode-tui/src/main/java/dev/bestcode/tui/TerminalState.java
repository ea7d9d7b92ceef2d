package dev.bestcode.tui;

import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/// The terminal as it was, and as the Control Room needs it. Put back once, from whichever of the
/// end, the crash and the signal comes first.
final class TerminalState implements AutoCloseable {
    /// Alternate screen, bracketed paste, mouse by protocol 1006; no caret until it is placed.
    static final String ENTER =
            "\u001b[?1049h\u001b[2J\u001b[?2004h\u001b[?1000h\u001b[?1006h\u001b[?25l";

    static final String LEAVE =
            "\u001b[?2026l\u001b[0m\u001b[?1006l\u001b[?1000l\u001b[?2004l\u001b[?25h\u001b[?1049l";

    private final Terminal terminal;
    private final Attributes before;
    private final Thread hook;
    private boolean restored;

    private TerminalState(Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.enterRawMode();
        var raw = new Attributes(terminal.getAttributes());
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setInputFlag(Attributes.InputFlag.IXON, false);
        terminal.setAttributes(raw);
        this.hook = new Thread(this::restore, "bestcode-terminal");
    }

    static TerminalState entered(Terminal terminal) {
        var state = new TerminalState(terminal);
        Runtime.getRuntime().addShutdownHook(state.hook);
        state.write(ENTER);
        return state;
    }

    synchronized void write(String text) {
        if (!restored) {
            terminal.writer().write(text);
            terminal.flush();
        }
    }

    private synchronized void restore() {
        if (restored) {
            return;
        }
        try {
            terminal.setAttributes(before);
            write(LEAVE);
        } catch (IllegalStateException closedBySignal) {
            // The library has closed it before us; the guard leaves the screen.
        }
        restored = true;
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // The hook runs already, and finds nothing left to do.
        }
    }
}
