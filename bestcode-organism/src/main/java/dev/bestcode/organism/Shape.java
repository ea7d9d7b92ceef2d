package dev.bestcode.organism;

import java.util.List;

/// What a value of an organism file may be. The reader, the published schema and the reference are
/// all made from it.
sealed interface Shape {
    record Text(Grammar grammar) implements Shape {}

    /// One of a few words.
    /// @param noun what the words are, for messages
    record Word(String noun, List<String> words) implements Shape {}

    record Whole(long min, long max) implements Shape {}

    /// A decimal number from 0.
    record Amount(int max, int places) implements Shape {}

    record Flag() implements Shape {}

    /// Texts in it are different from one another, unless they may repeat.
    record ListOf(Shape element, boolean repeats) implements Shape {
        ListOf(Shape element) {
            this(element, false);
        }
    }

    /// Names that the file chooses, each with a value.
    /// @param filled whether there must be one at least
    record MapOf(Grammar keys, Shape value, boolean filled) implements Shape {}

    /// Names that the format chooses.
    /// @param title what it is, for messages
    record Block(String title, List<Key> keys) implements Shape {
        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }

    /// Choices that differ in their kind of node, so that the node says which one is meant.
    record AnyOf(List<Shape> choices) implements Shape {}

    /// @param doc what it means and what holds where it is absent
    record Key(String name, Presence presence, Shape shape, String doc) {}

    /// When a key has to be there.
    sealed interface Presence {
        record Required() implements Presence {}

        record Optional() implements Presence {}

        /// Required, but for a listener of a predeclared name, which has the predeclared value, and
        /// for one with a handler that brings it.
        record UnlessPredeclared(List<String> handlers) implements Presence {}

        /// Allowed with one handler alone.
        /// @param needed whether it is required there, but for what is predeclared with the handler
        record With(String handler, boolean needed) implements Presence {}
    }

    static Key required(String name, Shape shape, String doc) {
        return new Key(name, new Presence.Required(), shape, doc);
    }

    static Key optional(String name, Shape shape, String doc) {
        return new Key(name, new Presence.Optional(), shape, doc);
    }

    static Shape.ListOf texts(Grammar grammar) {
        return new ListOf(new Text(grammar));
    }

    /// In words, for messages.
    default String allowed() {
        return switch (this) {
            case Text(var grammar) -> grammar.allowed();
            case Word(_, var words) -> String.join(", ", words);
            case Whole(var min, var max) -> "%d to %d".formatted(min, max);
            case Amount(var max, _) -> "0 to %d".formatted(max);
            case Flag() -> "true, false";
            case ListOf _ -> "a list";
            case MapOf _ -> "a mapping";
            case Block block -> "{" + String.join(", ", block.names()) + "}";
            case AnyOf(var choices) ->
                    String.join(", ", choices.stream().map(Shape::allowed).toList());
        };
    }
}
