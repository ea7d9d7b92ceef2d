package dev.bestcode.tools;

import java.util.Optional;

/// The named sets of RE2, all of ASCII.
/// @see "RE2, doc/syntax.txt, Perl character classes"
final class RegexClasses {
    private RegexClasses() {}

    /// Of `d`, `s` or `w`.
    static Optional<ByteSet> perl(int letter) {
        return switch (letter) {
            case 'd' -> Optional.of(range('0', '9'));
            case 's' -> Optional.of(ByteSet.where(c -> " \t\n\f\r".indexOf(c) >= 0));
            case 'w' ->
                    Optional.of(
                            range('a', 'z')
                                    .or(range('A', 'Z'))
                                    .or(range('0', '9'))
                                    .or(ByteSet.of('_')));
            default -> Optional.empty();
        };
    }

    /// As much of it as is ASCII.
    static ByteSet range(int from, int to) {
        return ByteSet.where(c -> from <= c && c <= to);
    }
}
