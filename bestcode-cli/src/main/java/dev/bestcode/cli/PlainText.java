package dev.bestcode.cli;

import java.util.List;

/// Text line by line, as it was said.
final class PlainText implements ReplText {
    private final StringBuilder rest = new StringBuilder();

    @Override
    public void append(String piece) {
        rest.append(piece);
    }

    @Override
    public List<String> settled() {
        int end = rest.lastIndexOf("\n");
        if (end < 0) {
            return List.of();
        }
        var lines = whole(rest.substring(0, end));
        rest.delete(0, end + 1);
        return lines;
    }

    @Override
    public List<String> open(int linesMax) {
        return rest.isEmpty() ? List.of() : whole(rest.toString());
    }

    @Override
    public List<String> finish() {
        var lines = open(Integer.MAX_VALUE);
        rest.setLength(0);
        return lines;
    }

    @Override
    public List<String> whole(String text) {
        return Printable.of(text).lines().toList();
    }

    @Override
    public List<String> diff(String answer) {
        return List.of();
    }
}
