package dev.bestcode.cli;

import org.jline.keymap.KeyMap;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The terminal of a conversation: what is said stays and scrolls; below it stand the last lines
/// of an answer that still grows, and the line under edit. Printing is safe from any thread;
/// reading belongs to one.
final class ReplTerminal implements AutoCloseable {
    private static final int HISTORY_MAX = 1_000;

    /// Narrower ones scroll sideways; nothing can be read there anyway.
    private static final int WIDTH_MIN = 20;

    private static final String NEW_LINE = "insert-new-line";

    /// What came of reading a line.
    sealed interface Typed {
        record Line(String text) implements Typed {}

        /// Ctrl-C.
        /// @param rest what stood in the line
        record Interrupt(String rest) implements Typed {}

        /// Ctrl-D, or the end of what was piped in.
        record End() implements Typed {}
    }

    private final Terminal terminal;
    private final Editor editor;
    private final Optional<AutoCloseable> guard;
    private volatile String prompt = "";
    private volatile String open = "";

    private ReplTerminal(Terminal terminal, Optional<AutoCloseable> guard) throws IOException {
        this.terminal = terminal;
        this.guard = guard;
        this.editor = new Editor(terminal);
    }

    /// @param history where lines are kept from one conversation to the next
    static ReplTerminal open(Completer completer, Path history) throws IOException {
        // The guard goes last: closing a terminal also changes it.
        var guard = ReplGuard.standing();
        var terminal =
                TerminalBuilder.builder()
                        .system(true)
                        .dumb(true)
                        .encoding(StandardCharsets.UTF_8)
                        .stdinEncoding(StandardCharsets.UTF_8)
                        .stdoutEncoding(StandardCharsets.UTF_8)
                        .build();
        var opened = new ReplTerminal(terminal, guard);
        opened.setUp(completer, history);
        return opened;
    }

    private void setUp(Completer completer, Path history) {
        editor.setParser(plainText());
        editor.setCompleter(completer);
        editor.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        editor.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "  ");
        if (!isDumb()) {
            editor.setVariable(LineReader.HISTORY_FILE, history);
            editor.setVariable(LineReader.HISTORY_SIZE, HISTORY_MAX);
            editor.setVariable(LineReader.HISTORY_FILE_SIZE, HISTORY_MAX);
        }
        editor.getWidgets().put(NEW_LINE, this::newLine);
        Objects.requireNonNull(editor.getKeyMaps().get(LineReader.MAIN), "main key map")
                .bind(new Reference(NEW_LINE), KeyMap.alt('\r'), KeyMap.alt('\n'));
        // What happens between two lines is shown with the next one.
        editor.getWidgets()
                .put(
                        LineReader.CALLBACK_INIT,
                        () -> {
                            editor.setPrompt(whole());
                            return true;
                        });
    }

    private boolean newLine() {
        editor.getBuffer().write('\n');
        return true;
    }

    /// What is typed is a sentence, not words of a shell: quotes and backslashes stay.
    private static DefaultParser plainText() {
        var parser = new DefaultParser();
        parser.setQuoteChars(new char[0]);
        parser.setEscapeChars(new char[0]);
        return parser;
    }

    /// Whether nobody sits here: lines are piped in.
    boolean isDumb() {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    int width() {
        return Math.max(WIDTH_MIN, terminal.getWidth() > 0 ? terminal.getWidth() : 80);
    }

    int height() {
        return terminal.getHeight() > 0 ? terminal.getHeight() : 24;
    }

    /// @param rest what stands in the line already
    Typed read(String rest) {
        try {
            return new Typed.Line(editor.readLine(whole(), null, (Character) null, rest));
        } catch (UserInterruptException interrupted) {
            return new Typed.Interrupt(interrupted.getPartialLine());
        } catch (EndOfFileException end) {
            return new Typed.End();
        }
    }

    boolean isTyping() {
        return editor.isReading() && editor.getBuffer().length() > 0;
    }

    /// Add a line that stays; it is safe for a terminal.
    void print(String line) {
        editor.printAbove(line + "\n"); // which adds a line break only where none is
    }

    void print(List<String> lines) {
        if (!lines.isEmpty()) {
            print(String.join("\n", lines));
        }
    }

    /// What stands before the line under edit.
    void prompt(String text) {
        prompt = text;
        redraw();
    }

    /// The lines above it that may still change; they replace those before.
    void open(List<String> lines) {
        var text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        if (!isDumb() && !text.equals(open)) {
            open = text;
            redraw();
        }
    }

    private void redraw() {
        if (editor.isReading()) {
            editor.setPrompt(whole());
            editor.redisplay();
        }
    }

    /// In a prompt a percent sign begins a pattern.
    private String whole() {
        return (open + prompt).replace("%", "%%");
    }

    @Override
    public void close() throws IOException {
        terminal.close();
        if (guard.isPresent()) {
            try {
                guard.get().close();
            } catch (Exception e) {
                throw new IOException("the terminal's guard did not end", e);
            }
        }
    }

    /// Leaves nothing behind of what may still change when a line ends.
    private final class Editor extends LineReaderImpl {
        Editor(Terminal terminal) throws IOException {
            super(terminal, "bestcode");
        }

        @Override
        protected void doCleanup(boolean newLine) {
            setPrompt(ReplTerminal.this.prompt.replace("%", "%%"));
            super.doCleanup(newLine);
        }
    }
}
