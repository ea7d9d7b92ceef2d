package dev.bestcode.wasm.wit;

import java.util.Optional;
import java.util.OptionalInt;

/// Reads a type.
final class TypeParser {
    /// Types in types; as deep as components may nest them.
    static final int DEPTH_MAX = 100;

    private final Tokens tokens;
    private int depth;

    TypeParser(Tokens tokens) {
        this.tokens = tokens;
    }

    WitType type() {
        var first = tokens.peek();
        if (++depth > DEPTH_MAX) {
            throw first.at()
                    .error(
                            "types are nested deeper than " + DEPTH_MAX,
                            "Give an inner one a name of its own.");
        }
        var type =
                first.kind() == Token.Kind.WORD && Name.KEYWORDS.contains(first.text())
                        ? keyword(tokens.take())
                        : named(first);
        depth--;
        return type;
    }

    private WitType named(Token first) {
        if (first.kind() != Token.Kind.WORD && first.kind() != Token.Kind.ESCAPED) {
            throw tokens.expected("a type");
        }
        return new WitType.Named(tokens.name());
    }

    private WitType keyword(Token first) {
        if (WitType.PLAIN.contains(first.text())) {
            return new WitType.Plain(first.text());
        }
        return switch (first.text()) {
            case "list" -> list();
            case "map" -> map();
            case "option" -> {
                tokens.expect("<");
                yield new WitType.OptionOf(closed());
            }
            case "result" -> result();
            case "tuple" -> {
                tokens.expect("<");
                yield new WitType.TupleOf(tokens.separated(">", this::type));
            }
            case "stream" -> new WitType.StreamOf(optional());
            case "future" -> new WitType.FutureOf(optional());
            case "own" -> new WitType.Own(resource());
            case "borrow" -> new WitType.Borrow(resource());
            default ->
                    throw first.at()
                            .error(
                                    "expected a type, found " + first.words(),
                                    "To use it as a name, write %" + first.text() + ".");
        };
    }

    private WitType closed() {
        var type = type();
        tokens.expect(">");
        return type;
    }

    private Optional<WitType> optional() {
        return tokens.takeIf("<") ? Optional.of(closed()) : Optional.empty();
    }

    private Name resource() {
        tokens.expect("<");
        var name = tokens.name();
        tokens.expect(">");
        return name;
    }

    private WitType list() {
        tokens.expect("<");
        var element = type();
        var length = tokens.takeIf(",") ? OptionalInt.of(length()) : OptionalInt.empty();
        tokens.expect(">");
        return new WitType.ListOf(element, length);
    }

    private int length() {
        var token = tokens.peek();
        if (token.kind() != Token.Kind.INTEGER) {
            throw tokens.expected("the length of the list");
        }
        tokens.take();
        try {
            return Integer.parseInt(token.text());
        } catch (NumberFormatException e) {
            throw token.at()
                    .error(
                            "length " + token.text() + " is too large",
                            "Allowed are up to " + Integer.MAX_VALUE + ".");
        }
    }

    private WitType map() {
        tokens.expect("<");
        var at = tokens.peek().at();
        var key = type();
        if (!(key instanceof WitType.Plain(var word)) || word.matches("f32|f64|error-context")) {
            throw at.error(
                    "this type cannot be the key of a map",
                    "Use a whole number, bool, char or string.");
        }
        tokens.expect(",");
        return new WitType.MapOf(key, closed());
    }

    private WitType result() {
        if (!tokens.takeIf("<")) {
            return new WitType.ResultOf(Optional.empty(), Optional.empty());
        }
        if (tokens.takeIf("_")) {
            tokens.expect(",");
            return new WitType.ResultOf(Optional.empty(), Optional.of(closed()));
        }
        var ok = type();
        var error = tokens.takeIf(",") ? Optional.of(type()) : Optional.<WitType>empty();
        tokens.expect(">");
        return new WitType.ResultOf(Optional.of(ok), error);
    }
}
