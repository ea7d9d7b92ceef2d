package dev.bestcode.tui;

import org.jline.utils.NonBlockingReader;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Turns what a terminal sends into inputs. An escape sequence that is not known is passed over; a
/// text between the marks of bracketed paste is pasted text, whatever is in it.
final class KeyReader {
    /// A key's sequence comes in one piece; a person does not follow Escape this fast.
    private static final long SEQUENCE_MILLIS = 40;

    /// Longer ones are no keys.
    private static final int SEQUENCE_CHARS_MAX = 32;

    private static final int ESCAPE = 27;
    private static final String PASTE_END = "\u001b[201~";

    private static final Map<String, Input.Key> SEQUENCES =
            Map.ofEntries(
                    Map.entry("[A", Input.Key.UP),
                    Map.entry("[B", Input.Key.DOWN),
                    Map.entry("[C", Input.Key.RIGHT),
                    Map.entry("[D", Input.Key.LEFT),
                    Map.entry("[H", Input.Key.HOME),
                    Map.entry("[F", Input.Key.END),
                    Map.entry("[1~", Input.Key.HOME),
                    Map.entry("[4~", Input.Key.END),
                    Map.entry("[3~", Input.Key.DELETE),
                    Map.entry("[5~", Input.Key.PAGE_UP),
                    Map.entry("[6~", Input.Key.PAGE_DOWN),
                    Map.entry("[Z", Input.Key.BACK_TAB),
                    Map.entry("[11~", Input.Key.F1),
                    Map.entry("[12~", Input.Key.F2),
                    Map.entry("OA", Input.Key.UP),
                    Map.entry("OB", Input.Key.DOWN),
                    Map.entry("OC", Input.Key.RIGHT),
                    Map.entry("OD", Input.Key.LEFT),
                    Map.entry("OH", Input.Key.HOME),
                    Map.entry("OF", Input.Key.END),
                    Map.entry("OP", Input.Key.F1),
                    Map.entry("OQ", Input.Key.F2),
                    Map.entry("\r", Input.Key.NEWLINE),
                    Map.entry("\n", Input.Key.NEWLINE));

    private final NonBlockingReader reader;

    KeyReader(NonBlockingReader reader) {
        this.reader = reader;
    }

    /// Whether something is typed, or the terminal is gone, before that time is over.
    boolean awaits(long millis) throws IOException {
        return reader.peek(millis) != NonBlockingReader.READ_EXPIRED;
    }

    /// Wait for the next input.
    /// @return empty for a sequence that means nothing here
    /// @throws IOException when the terminal is gone
    Optional<Input> next() throws IOException {
        int c = reader.read();
        if (c < 0) {
            throw new IOException("the terminal is gone");
        }
        return switch (c) {
            case ESCAPE -> escape();
            case '\r', '\n' -> key(Input.Key.ENTER);
            case '\t' -> key(Input.Key.TAB);
            case 127, 8 -> key(Input.Key.BACKSPACE);
            case 1 -> key(Input.Key.HOME);
            case 3 -> key(Input.Key.INTERRUPT);
            case 4 -> key(Input.Key.END_OF_FILE);
            case 5 -> key(Input.Key.END);
            case 12 -> key(Input.Key.REDRAW);
            case 19 -> key(Input.Key.SAVE);
            case 21 -> key(Input.Key.CLEAR_LINE);
            default -> typed((char) c);
        };
    }

    private static Optional<Input> key(Input.Key key) {
        return Optional.of(new Input.Pressed(key));
    }

    private Optional<Input> typed(char c) throws IOException {
        if (c < ' ') {
            return Optional.empty();
        }
        if (Character.isHighSurrogate(c)) {
            return Optional.of(new Input.Typed(new String(new char[] {c, (char) reader.read()})));
        }
        return Optional.of(new Input.Typed(String.valueOf(c)));
    }

    private Optional<Input> escape() throws IOException {
        int next = reader.peek(SEQUENCE_MILLIS);
        if (next < ' ' && next != '\r' && next != '\n') {
            return key(Input.Key.ESCAPE);
        }
        var sequence = sequence();
        if (sequence.equals("[200~")) {
            return Optional.of(pasted());
        }
        return sequence.startsWith("[<")
                ? mouse(sequence)
                : Optional.ofNullable(SEQUENCES.get(sequence)).map(Input.Pressed::new);
    }

    private String sequence() throws IOException {
        var sequence = new StringBuilder();
        sequence.append((char) reader.read());
        char first = sequence.charAt(0);
        if (first != '[' && first != 'O') {
            return sequence.toString();
        }
        while (sequence.length() < SEQUENCE_CHARS_MAX) {
            int c = reader.read(SEQUENCE_MILLIS);
            if (c < 0) {
                break;
            }
            sequence.append((char) c);
            if (c >= '@' && c <= '~') {
                break;
            }
        }
        return sequence.toString();
    }

    /// One that is too long is read to its end too: what is left of it would be keys.
    private Input pasted() throws IOException {
        var text = new StringBuilder();
        boolean tooLong = false;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            text.append((char) c);
            if (c == '~' && endsWithMark(text)) {
                text.setLength(text.length() - PASTE_END.length());
                break;
            }
            if (text.length() >= TextBuffer.CHARS_MAX + PASTE_END.length()) {
                tooLong = true;
                text.delete(0, TextBuffer.CHARS_MAX);
            }
        }
        return tooLong
                ? new Input.Noted("what was pasted is too long; nothing of it was taken")
                : new Input.Pasted(text.toString().replace('\r', '\n'));
    }

    private static boolean endsWithMark(StringBuilder text) {
        int from = text.length() - PASTE_END.length();
        return from >= 0 && text.indexOf(PASTE_END, from) == from;
    }

    /// Protocol 1006: `[<button;x;y` and `M` when pressed.
    private static Optional<Input> mouse(String sequence) {
        var parts = sequence.substring(2, sequence.length() - 1).split(";", -1);
        if (parts.length != 3 || !sequence.endsWith("M")) {
            return Optional.empty();
        }
        try {
            int button = Integer.parseInt(parts[0]);
            int x = Integer.parseInt(parts[1]) - 1;
            int y = Integer.parseInt(parts[2]) - 1;
            return switch (button) {
                case 0 -> Optional.of(new Input.Clicked(x, y));
                case 64 -> Optional.of(new Input.Wheeled(-1));
                case 65 -> Optional.of(new Input.Wheeled(1));
                default -> Optional.empty();
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
