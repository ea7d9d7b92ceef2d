package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.WitException;

/// Where something stands. That is no part of what it is, so that all positions are equal and two
/// texts of the same meaning read as equal records.
/// @param line from 1
/// @param column from 1, in UTF-16 units
record Position(String file, int line, int column) {
    /// Of what was told from a component.
    static final Position NONE = new Position("component", 1, 1);

    /// @param next what to do about it, a sentence
    WitException error(String what, String next) {
        return new WitException(file, line, column, what, next);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
