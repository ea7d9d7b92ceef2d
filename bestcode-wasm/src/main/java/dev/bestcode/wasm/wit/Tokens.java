package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.WitException;
import dev.bestcode.wasm.type.ExternNames;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A parser's place in a text, one token ahead.
final class Tokens {
    private final Lexer lexer;
    private Optional<Token> ahead = Optional.empty();

    Tokens(String file, String text) {
        this.lexer = new Lexer(file, text);
    }

    Token peek() {
        if (ahead.isEmpty()) {
            ahead = Optional.of(lexer.next());
        }
        return ahead.get();
    }

    Token take() {
        var token = peek();
        ahead = Optional.empty();
        return token;
    }

    boolean sees(String wanted) {
        return peek().is(wanted);
    }

    boolean takeIf(String wanted) {
        if (sees(wanted)) {
            take();
            return true;
        }
        return false;
    }

    Token expect(String wanted) {
        if (!sees(wanted)) {
            throw expected("'" + wanted + "'");
        }
        return take();
    }

    WitException expected(String what) {
        var found = peek();
        return found.at()
                .error(
                        "expected " + what + ", found " + found.words(),
                        "Write it as WIT, such as: run: func(text: string) -> string;");
    }

    Name name() {
        var token = peek();
        boolean keyword = token.kind() == Token.Kind.WORD && Name.KEYWORDS.contains(token.text());
        if (keyword) {
            throw token.at()
                    .error(
                            "expected a name, found " + token.words(),
                            "To use it as a name, write %" + token.text() + ".");
        }
        if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.ESCAPED) {
            throw expected("a name");
        }
        take();
        if (!ExternNames.isLabel(token.text())) {
            throw token.at()
                    .error(
                            "'" + token.text() + "' is no name",
                            "Write words of lower or upper case, joined by '-'.");
        }
        return new Name(token.text(), token.at());
    }

    /// Directly after the token that announces it.
    String version() {
        if (ahead.isPresent()) {
            throw new IllegalStateException("a version is read before anything is looked at");
        }
        var token = lexer.version();
        if (!ExternNames.isSemver(token.text())) {
            throw token.at()
                    .error(
                            "'" + token.text() + "' is no version",
                            "Write a semantic version, such as 1.2.0.");
        }
        return token.text();
    }

    /// Parts with commas between them and perhaps after the last, up to a closing mark.
    <T> List<T> separated(String close, Supplier<T> part) {
        var parts = new ArrayList<T>();
        while (!takeIf(close)) {
            parts.add(part.get());
            if (!takeIf(",")) {
                expect(close);
                break;
            }
        }
        return List.copyOf(parts);
    }
}
