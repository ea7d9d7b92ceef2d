package dev.bestcode.organism;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/// A place in a file; both count from 1.
record Position(int line, int column) implements Comparable<Position> {
    static final Position START = new Position(1, 1);

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    static Position of(Node node) {
        return of(node.getStartMark());
    }

    /// Where the text goes on after its first part.
    static Position after(String part) {
        int lines = (int) part.chars().filter(c -> c == '\n').count();
        int lineStart = part.lastIndexOf('\n') + 1;
        return new Position(lines + 1, part.codePointCount(lineStart, part.length()) + 1);
    }

    @Override
    public int compareTo(Position other) {
        return line == other.line
                ? Integer.compare(column, other.column)
                : Integer.compare(line, other.line);
    }
}
