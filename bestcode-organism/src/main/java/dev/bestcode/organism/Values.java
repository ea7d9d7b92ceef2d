package dev.bestcode.organism;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Nodes as values of the types that an organism has. What is of another type is reported, and is
/// empty for the caller.
/// @see "YAML 1.2.2, section 10.3, core schema"
final class Values {
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                            + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /// Digits that an int may have; more are out of range whatever they are.
    private static final int INT_DIGITS_MAX = 10;

    private final Problems problems;

    Values(Problems problems) {
        this.problems = problems;
    }

    /// A key and its value, both with their place.
    record Entry(Node key, String name, Node value) {}

    /// Text that is not blank.
    Optional<String> text(Node node) {
        if (!(node instanceof ScalarNode scalar) || !kind(node).equals("text")) {
            problems.add(node, "expected text, got " + kind(node) + hintToQuote(node));
            return Optional.empty();
        }
        if (scalar.getValue().isBlank()) {
            problems.add(node, "expected text, got blank text");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue());
    }

    /// A whole number from `min` on, written in decimal.
    OptionalInt integer(String key, Node node, int min) {
        return integer(key, node, min, Integer.MAX_VALUE);
    }

    /// A whole number from `min` to `max`, written in decimal.
    OptionalInt integer(String key, Node node, int min, int max) {
        if (!(node instanceof ScalarNode scalar) || !isInteger(scalar)) {
            problems.add(node, "expected a whole number, got " + kind(node));
            return OptionalInt.empty();
        }
        var digits = scalar.getValue();
        long value = digits.length() > INT_DIGITS_MAX + 1 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (value < min || value > max) {
            problems.add(
                    node,
                    "%s is %s; allowed from %d to %d".formatted(key, Shown.text(digits), min, max));
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) value);
    }

    /// The elements of a list.
    List<Node> list(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.add(node, "expected a list, got " + kind(node));
        return List.of();
    }

    /// The elements of a list of different texts, each with its place, in order.
    Map<String, Node> texts(Node node) {
        var texts = new LinkedHashMap<String, Node>();
        for (var element : list(node)) {
            text(element)
                    .filter(text -> texts.putIfAbsent(text, element) != null)
                    .ifPresent(
                            text -> problems.add(element, Shown.quoted(text) + " is listed twice"));
        }
        return texts;
    }

    /// The entries of a mapping, in order; a key that is not text or is there twice is reported and
    /// left out.
    List<Entry> entries(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, "expected a mapping of keys to values, got " + kind(node));
            return List.of();
        }
        var byName = new LinkedHashMap<String, Entry>();
        for (var tuple : mapping.getValue()) {
            var key = tuple.getKeyNode();
            text(key).ifPresent(name -> add(byName, new Entry(key, name, tuple.getValueNode())));
        }
        return new ArrayList<>(byName.values());
    }

    private void add(Map<String, Entry> byName, Entry entry) {
        var first = byName.putIfAbsent(entry.name(), entry);
        if (first != null) {
            problems.add(
                    entry.key(),
                    "duplicate key %s; the first is in line %d"
                            .formatted(
                                    Shown.quoted(entry.name()), Position.of(first.key()).line()));
        }
    }

    /// What a node is, in words for a message.
    static String kind(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when isPlain(scalar) -> plainKind(scalar.getValue());
            default -> "text"; // quoted and block scalars
        };
    }

    private static String plainKind(String plain) {
        if (NULL.matcher(plain).matches()) {
            return "nothing";
        }
        if (BOOLEAN.matcher(plain).matches()) {
            return "a boolean";
        }
        boolean number = INTEGER.matcher(plain).matches() || NUMBER.matcher(plain).matches();
        return number ? "a number" : "text";
    }

    private static String hintToQuote(Node node) {
        var kind = kind(node);
        return kind.equals("a number") || kind.equals("a boolean") ? "; quote it" : "";
    }

    private static boolean isInteger(ScalarNode scalar) {
        return isPlain(scalar) && INTEGER.matcher(scalar.getValue()).matches();
    }

    private static boolean isPlain(ScalarNode scalar) {
        return scalar.getScalarStyle() == ScalarStyle.PLAIN;
    }
}
