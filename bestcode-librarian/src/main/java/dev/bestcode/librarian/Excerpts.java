package dev.bestcode.librarian;

import dev.bestcode.api.symbol.Symbol;

import java.util.regex.Pattern;

/// One line out of many: what of a declaration and its comment is shown.
final class Excerpts {
    private static final Pattern TAG = Pattern.compile("</?\\w++[^<>]*+>");

    private Excerpts() {}

    /// A declaration without annotations in front and body behind.
    /// @param body where the body starts; without it the declaration's own end is looked for
    static String signature(String text, Span whole, int body) {
        int start = afterAnnotations(text, whole.start(), whole.end());
        int limit = Math.min(whole.end(), start + 4 * Symbol.SIGNATURE_CODE_POINTS_MAX);
        int end = body > start ? Math.min(body, limit) : declarationEnd(text, start, limit);
        var line = oneLine(text.substring(start, end));
        while (line.endsWith("=>")
                || line.endsWith("{")
                || line.endsWith(":")
                || line.endsWith("=")) {
            line = line.substring(0, line.length() - (line.endsWith("=>") ? 2 : 1)).strip();
        }
        return cut(line);
    }

    private static int afterAnnotations(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) == '@' && !text.startsWith("@interface", at)) {
            int next = at + 1;
            while (next < end && isNamePart(text.charAt(next))) {
                next++;
            }
            if (next < end && text.charAt(next) == '(') {
                next = afterParentheses(text, next, end);
            }
            while (next < end && Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            at = next;
        }
        return at < end ? at : from;
    }

    private static boolean isNamePart(char c) {
        return Character.isJavaIdentifierPart(c) || c == '.' || c == ':';
    }

    private static int afterParentheses(String text, int from, int end) {
        int depth = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return end;
    }

    private static int declarationEnd(String text, int start, int limit) {
        int depth = 0;
        for (int i = start; i < limit; i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (depth <= 0 && (c == '{' || c == ';' || (c == '\n' && i > start))) {
                return i;
            }
        }
        return limit;
    }

    /// The first sentence of a comment, without the signs that make it one.
    static String doc(String comment) {
        var sentence = new StringBuilder();
        for (var line : (Iterable<String>) comment.lines().limit(20)::iterator) {
            var words = withoutTags(bare(line));
            if (words.isEmpty() && !sentence.isEmpty()) {
                break;
            }
            sentence.append(sentence.isEmpty() ? "" : " ").append(words);
            int end = sentence.indexOf(". ");
            if (end >= 0 || sentence.length() > Symbol.SIGNATURE_CODE_POINTS_MAX) {
                sentence.setLength(end >= 0 ? end + 1 : sentence.length());
                break;
            }
        }
        return cut(oneLine(sentence.toString()));
    }

    /// C#'s comments are XML.
    private static String withoutTags(String words) {
        return words.startsWith("<") ? TAG.matcher(words).replaceAll("") : words;
    }

    private static String bare(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && isCommentSign(line.charAt(from))) {
            from++;
        }
        while (to > from && isCommentSign(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isCommentSign(char c) {
        return Character.isWhitespace(c) || "/*!#\"'".indexOf(c) >= 0;
    }

    private static String oneLine(String text) {
        var line = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                space = !line.isEmpty();
            } else {
                line.append(space ? " " : "").append(c);
                space = false;
            }
        }
        return line.toString();
    }

    private static String cut(String line) {
        return line.codePointCount(0, line.length()) <= Symbol.SIGNATURE_CODE_POINTS_MAX
                ? line
                : line.substring(
                                0, line.offsetByCodePoints(0, Symbol.SIGNATURE_CODE_POINTS_MAX - 1))
                        + "…";
    }
}
