package dev.bestcode.librarian;

import java.util.Optional;

/// What two grammars' scanners do not survive. Both write their stack into 1,024 bytes and end the
/// process when it does not fit: Kotlin's a byte for each string that is open around an
/// interpolation, YAML's up to four for each block. Found by feeding them such files.
final class ScannerLimits {
    /// Interpolations of a Kotlin file; nested ones are at most as many.
    private static final int INTERPOLATIONS_MAX = 1_000;

    /// Columns that blocks of a YAML file start at: each stands further right than what is around
    /// it.
    private static final int BLOCK_COLUMN_MAX = 200;

    private ScannerLimits() {}

    /// @return why the text must not be parsed; empty when it may
    static Optional<String> exceeded(SourceLanguage language, String text) {
        return switch (language) {
            case KOTLIN -> kotlin(text);
            case YAML -> yaml(text);
            case JAVA,
                    PYTHON,
                    TYPESCRIPT,
                    TSX,
                    JAVASCRIPT,
                    RUST,
                    GO,
                    C,
                    CPP,
                    CSHARP,
                    RUBY,
                    PHP,
                    BASH,
                    JSON ->
                    Optional.empty();
        };
    }

    private static Optional<String> kotlin(String text) {
        int count = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
            count++;
        }
        return count <= INTERPOLATIONS_MAX
                ? Optional.empty()
                : Optional.of("it has more than %,d '${'".formatted(INTERPOLATIONS_MAX));
    }

    private static Optional<String> yaml(String text) {
        int column = 0;
        boolean leading = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
            leading = column == 0 || (leading && " \t-?:".indexOf(c) >= 0);
            if (leading && column > BLOCK_COLUMN_MAX) {
                return Optional.of(
                        "its blocks start further right than column %d"
                                .formatted(BLOCK_COLUMN_MAX));
            }
        }
        return Optional.empty();
    }
}
