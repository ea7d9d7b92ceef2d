package dev.bestcode.tui;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A terminal as far as the Control Room uses one: it moves, draws, and remembers its modes. What
/// it does not know it refuses, so nothing else can be in a frame.
final class FakeTerminal {
    private static final Pattern SEQUENCE =
            Pattern.compile("\u001b\\[([?0-9;]*)([A-Za-z])|\u001b\\][^\u001b]*\u001b\\\\");

    private final int columns;
    private final String[][] cells;
    private int x;
    private int y;
    boolean alternate;
    boolean caret = true;
    boolean mouse;
    int frames;

    FakeTerminal(int columns, int rows) {
        this.columns = columns;
        this.cells = new String[rows][columns];
        for (var row : cells) {
            Arrays.fill(row, " ");
        }
    }

    void write(String bytes) {
        var sequences = SEQUENCE.matcher(bytes);
        for (int at = 0; at < bytes.length(); ) {
            if (sequences.find(at) && sequences.start() == at) {
                if (sequences.group(2) != null) {
                    obey(sequences.group(1), sequences.group(2));
                }
                at = sequences.end();
                continue;
            }
            int codePoint = bytes.codePointAt(at);
            if (Character.isISOControl(codePoint)) {
                throw new AssertionError("a raw U+%04X reached the terminal".formatted(codePoint));
            }
            draw(codePoint);
            at += Character.charCount(codePoint);
        }
    }

    private void obey(String arguments, String command) {
        switch (command) {
            case "H" -> {
                var parts = arguments.split(";", -1);
                y = Integer.parseInt(parts[0]) - 1;
                x = Integer.parseInt(parts[1]) - 1;
            }
            case "m" -> {
                // Colours are the theme's business.
            }
            case "J" -> {
                for (var row : cells) {
                    Arrays.fill(row, " ");
                }
            }
            case "h", "l" -> mode(arguments, command.equals("h"));
            default -> throw new AssertionError("unknown sequence " + arguments + command);
        }
    }

    private void mode(String mode, boolean on) {
        switch (mode) {
            case "?1049" -> alternate = on;
            case "?25" -> caret = on;
            case "?1000" -> mouse = on;
            case "?2026" -> frames += on ? 1 : 0;
            case "?1006", "?2004" -> {
                // Forms of what is sent, not of what is shown.
            }
            default -> throw new AssertionError("unknown mode " + mode);
        }
    }

    private void draw(int codePoint) {
        int width = CharWidth.of(codePoint);
        if (width == 0) {
            cells[y][Math.max(0, x - 1)] += Character.toString(codePoint);
            return;
        }
        if (x + width > columns) {
            throw new AssertionError("drawn beyond column " + columns + " of row " + y);
        }
        cells[y][x] = Character.toString(codePoint);
        if (width == 2) {
            cells[y][x + 1] = "";
        }
        x += width;
    }

    String text() {
        return Arrays.stream(cells)
                .map(row -> String.join("", row).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }
}
