package dev.bestcode.tools;

/// Finds a piece of text that every match of a regular expression contains, so that most lines can
/// be refused by a plain search, which is many times faster than matching.
///
/// Conservative: it reads only patterns without alternatives and flags, outside of groups and
/// classes; of a run of letters and digits the last is dropped when a quantifier follows. Whatever
/// it does not understand ends the run. The empty text is always right.
final class RequiredLiteral {
    private RequiredLiteral() {}

    /// The longest such piece that is found; empty when there is none.
    static String of(String pattern) {
        if (pattern.indexOf('|') >= 0 || pattern.contains("(?") || pattern.contains("\\Q")) {
            return "";
        }
        var best = "";
        var run = new StringBuilder();
        int depth = 0;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (depth == 0 && isPlain(c)) {
                run.append(c);
                continue;
            }
            best = longer(best, run, isQuantifier(c));
            switch (c) {
                case '\\' -> {
                    if (at + 1 < pattern.length()
                            && "pPxX01234567".indexOf(pattern.charAt(at + 1)) >= 0) {
                        return best; // takes an operand of its own, which is not worth reading
                    }
                    at++;
                }
                case '[' -> {
                    return best; // as classes nest and escape
                }
                case '{' -> at = Math.max(at, pattern.indexOf('}', at));
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {}
            }
        }
        return longer(best, run, false);
    }

    private static boolean isPlain(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || "_ =:;,<>/\"'-#%&@!~".indexOf(c) >= 0);
    }

    private static boolean isQuantifier(char c) {
        return c == '?' || c == '*' || c == '{' || c == '+';
    }

    private static String longer(String best, StringBuilder run, boolean dropLast) {
        int length = Math.max(0, dropLast ? run.length() - 1 : run.length());
        var piece = run.substring(0, length);
        run.setLength(0);
        return piece.length() > best.length() ? piece : best;
    }
}
