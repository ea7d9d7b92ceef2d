package dev.bestcode.organism;

import dev.bestcode.organism.Shape.Presence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Makes the reference of all keys from the vocabulary.
final class ReferenceWriter {
    /// A block and the keys that lead to it.
    private record Section(String path, Shape.Block block) {}

    private ReferenceWriter() {}

    static String reference() {
        var text = new StringBuilder();
        Deque<Section> left = new ArrayDeque<>(List.of(new Section("", Vocabulary.FILE)));
        var shown = new ArrayList<Shape.Block>();
        while (!left.isEmpty()) {
            var section = left.removeFirst();
            if (!shown.contains(section.block())) {
                shown.add(section.block());
                section(section, text);
                inner(section, left);
            }
        }
        return text.toString();
    }

    private static void section(Section section, StringBuilder text) {
        var title = section.path().isEmpty() ? "The file" : "`" + section.path() + "`";
        text.append("### ").append(title).append("\n\n");
        text.append("| key | value | |\n|---|---|---|\n");
        for (var key : section.block().keys()) {
            text.append(
                    "| `%s`%s | %s | %s |\n"
                            .formatted(
                                    key.name(),
                                    mark(key),
                                    cell(value(key.shape())),
                                    cell(key.doc())));
        }
        text.append("\n");
    }

    private static String mark(Shape.Key key) {
        return switch (key.presence()) {
            case Presence.Required() -> ", required";
            case Presence.Optional() -> "";
            case Presence.UnlessPredeclared(var handlers) ->
                    ", required unless predeclared"
                            + String.join(
                                    "",
                                    handlers.stream()
                                            .map(" or with `handler: %s`"::formatted)
                                            .toList());
            case Presence.With(var handler, var needed) ->
                    (needed ? ", required with" : ", only with") + " `handler: " + handler + "`";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String value(Shape shape) {
        return switch (shape) {
            case Shape.Text(var grammar) when grammar.equals(Grammars.TEXT) -> "text";
            case Shape.Text(var grammar) -> grammar.allowed();
            case Shape.Word(_, var words) -> "`" + String.join("`, `", words) + "`";
            case Shape.Whole(var min, var max) when min == max -> "`" + min + "`";
            case Shape.Whole(var min, var max) -> "%d to %d".formatted(min, max);
            case Shape.Amount(var max, var places) ->
                    "0 to %d, up to %d places".formatted(max, places);
            case Shape.Flag() -> "`true`, `false`";
            case Shape.ListOf(var element, _) -> "a list: " + value(element);
            case Shape.MapOf(_, var value, _) -> "by name: " + value(value);
            case Shape.Block _ -> "see below";
            case Shape.AnyOf(var choices) ->
                    String.join("; or ", choices.stream().map(ReferenceWriter::value).toList());
        };
    }

    private static void inner(Section section, Deque<Section> left) {
        for (var key : section.block().keys()) {
            var path = (section.path().isEmpty() ? "" : section.path() + ".") + key.name();
            blocks(path, key.shape(), left);
        }
    }

    private static void blocks(String path, Shape shape, Deque<Section> left) {
        switch (shape) {
            case Shape.Block block -> left.addLast(new Section(path, block));
            case Shape.ListOf(var element, _) -> blocks(path + "[]", element, left);
            case Shape.MapOf(_, var value, _) -> blocks(path + ".NAME", value, left);
            case Shape.AnyOf(var choices) -> choices.forEach(choice -> blocks(path, choice, left));
            case Shape.Text _, Shape.Word _, Shape.Whole _, Shape.Amount _, Shape.Flag _ -> {
                // no block inside
            }
        }
    }
}
