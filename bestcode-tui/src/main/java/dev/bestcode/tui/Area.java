package dev.bestcode.tui;

/// A rectangle of a screen; never of negative size.
record Area(int x, int y, int width, int height) {
    Area {
        width = Math.max(0, width);
        height = Math.max(0, height);
    }

    boolean holds(int column, int row) {
        return column >= x && column < x + width && row >= y && row < y + height;
    }

    Area top(int rows) {
        return new Area(x, y, width, Math.min(rows, height));
    }

    Area below(int rows) {
        int above = Math.clamp(rows, 0, height);
        return new Area(x, y + above, width, height - above);
    }

    Area left(int columns) {
        return new Area(x, y, Math.min(columns, width), height);
    }

    Area rightOf(int columns) {
        int before = Math.clamp(columns, 0, width);
        return new Area(x + before, y, width - before, height);
    }
}
