package dev.bestcode.wasm.wit;

import java.util.ArrayList;
import java.util.List;

/// Cuts a text into tokens, one at a time. Comments in the form of documentation go with the token
/// that follows.
final class Lexer {
    /// As long as an organism file may be. The largest package of WASI has 40 KB.
    static final int CHARACTERS_MAX = 1 << 20;

    private static final String PUNCTUATION = "=,:.;(){}<>*@/+-";

    private final String file;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    /// @throws dev.bestcode.wasm.WitException when it is too long or has characters that deceive
    Lexer(String file, String text) {
        this.file = file;
        this.text = text;
        if (text.length() > CHARACTERS_MAX) {
            throw new Position(file, 1, 1)
                    .error(
                            "the file has %,d characters; allowed are %,d"
                                    .formatted(text.length(), CHARACTERS_MAX),
                            "Split it into several files of one package.");
        }
        if (text.startsWith("\uFEFF")) {
            at = 1;
        }
    }

    Token next() {
        var docs = new ArrayList<String>();
        skipSpace(docs);
        var where = position();
        var known = String.join("\n", docs).strip();
        if (at == text.length()) {
            return new Token(Token.Kind.END, "", known, where);
        }
        char first = text.charAt(at);
        if (isDigit(first)) {
            return new Token(Token.Kind.INTEGER, take(Lexer::isDigit), known, where);
        }
        if (isWordStart(first)) {
            return new Token(Token.Kind.WORD, take(Lexer::isWordPart), known, where);
        }
        if (first == '%' && at + 1 < text.length() && isWordStart(text.charAt(at + 1))) {
            at++;
            return new Token(Token.Kind.ESCAPED, take(Lexer::isWordPart), known, where);
        }
        if (text.startsWith("->", at)) {
            at += 2;
            return new Token(Token.Kind.PUNCTUATION, "->", known, where);
        }
        if (PUNCTUATION.indexOf(first) >= 0) {
            at++;
            return new Token(Token.Kind.PUNCTUATION, String.valueOf(first), known, where);
        }
        throw where.error(
                "character U+%04X has no meaning here".formatted(text.codePointAt(at)),
                "Take it out, or put it into a comment.");
    }

    /// The version that stands here; its parts are no tokens of their own.
    Token version() {
        skipSpace(new ArrayList<>());
        var where = position();
        int start = at;
        take(Lexer::isVersionPart);
        while (at > start && text.charAt(at - 1) == '.') {
            at--;
        }
        return new Token(Token.Kind.WORD, text.substring(start, at), "", where);
    }

    private interface Test {
        boolean fits(char one);
    }

    private String take(Test test) {
        int start = at;
        while (at < text.length() && test.fits(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipSpace(List<String> docs) {
        while (at < text.length()) {
            char one = text.charAt(at);
            if (one == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (one == ' ' || one == '\t' || text.startsWith("\r\n", at)) {
                at++;
            } else if (text.startsWith("//", at)) {
                lineComment(docs);
            } else if (text.startsWith("/*", at)) {
                blockComment(docs);
            } else {
                return;
            }
        }
    }

    private void lineComment(List<String> docs) {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        var comment = checked(text.substring(at, end));
        if (comment.startsWith("///") && !comment.startsWith("////")) {
            docs.add(withoutOneSpace(comment.substring(3)).stripTrailing());
        }
        at = end;
    }

    private void blockComment(List<String> docs) {
        var where = position();
        int start = at;
        at += 2;
        for (int depth = 1; depth > 0; ) {
            if (at >= text.length()) {
                throw where.error("the comment does not end", "Close it with */.");
            }
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                if (text.charAt(at) == '\n') {
                    line++;
                    lineStart = at + 1;
                }
                at++;
            }
        }
        var comment = checked(text.substring(start, at));
        if (comment.startsWith("/**") && comment.length() > "/***/".length()) {
            var lines = comment.substring(3, comment.length() - 2).strip().lines();
            lines.forEach(one -> docs.add(withoutStar(one).stripTrailing()));
        }
    }

    private static String withoutStar(String line) {
        var bare = line.strip();
        return bare.startsWith("*") ? withoutOneSpace(bare.substring(1)) : bare;
    }

    private static String withoutOneSpace(String line) {
        return line.startsWith(" ") ? line.substring(1) : line;
    }

    /// Refuses characters that make a text look other than it is read.
    private String checked(String comment) {
        comment.codePoints()
                .filter(Lexer::deceives)
                .findFirst()
                .ifPresent(
                        one -> {
                            throw position()
                                    .error(
                                            "the comment has character U+%04X, which changes how the text looks"
                                                    .formatted(one),
                                            "Take it out.");
                        });
        return comment;
    }

    static boolean deceives(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint != '\t' && codePoint != '\n' && codePoint != '\r';
            case Character.FORMAT -> true;
            default -> false;
        };
    }

    private Position position() {
        return new Position(file, line, at - lineStart + 1);
    }

    private static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }

    private static boolean isWordStart(char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || one == '_';
    }

    private static boolean isWordPart(char one) {
        return isWordStart(one) || isDigit(one) || one == '-';
    }

    private static boolean isVersionPart(char one) {
        return isWordPart(one) || one == '.' || one == '+';
    }
}
