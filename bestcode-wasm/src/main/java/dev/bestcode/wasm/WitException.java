package dev.bestcode.wasm;

/// WIT text that breaks a rule of the language.
public final class WitException extends WasmException {
    private static final long serialVersionUID = 1;

    /// @param line from 1
    /// @param column from 1
    /// @param next what to do about it, a sentence
    public WitException(String file, int line, int column, String what, String next) {
        super("%s:%d:%d: %s. %s".formatted(file, line, column, what, next));
    }
}
