package dev.bestcode.api.symbol;

/// One definition.
/// @param scope names of the definitions around it, outermost first, with `.` between; may be empty
/// @param line where the name stands, from 1
/// @param endLine the last line of the definition
/// @param signature the declaration without its body, on one line; cut at
/// [#SIGNATURE_CODE_POINTS_MAX]
/// @param doc the first sentence or line of its comment; may be empty; cut likewise
public record Symbol(
        SymbolKind kind,
        String name,
        String scope,
        int line,
        int endLine,
        String signature,
        String doc) {
    /// A declaration that is longer is not read to its end by anyone.
    public static final int SIGNATURE_CODE_POINTS_MAX = 200;

    public Symbol {
        if (name.isEmpty() || line < 1 || endLine < line) {
            throw new IllegalArgumentException(
                    "symbol '%s' is on lines %d to %d; allowed: a name, lines from 1 in order"
                            .formatted(name, line, endLine));
        }
    }
}
