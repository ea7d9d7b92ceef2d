package dev.bestcode.organism;

import dev.bestcode.organism.Fields.Field;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads nodes as values of a shape. What has not the shape is reported at its place and left out,
/// and the rest is read on.
final class ShapeReader {
    /// Digits of the largest number that any key allows, and more; what is longer is out of range
    /// whatever it is.
    private static final int NUMBER_CHARS_MAX = 32;

    private final Problems problems;

    ShapeReader(Problems problems) {
        this.problems = problems;
    }

    /// @param what names the value in messages
    Optional<Value> read(Shape shape, String what, Node node) {
        return switch (shape) {
            case Shape.Text(var grammar) -> text(grammar, node);
            case Shape.Word(var noun, var words) -> word(noun, words, words, shape, node);
            case Shape.Whole(var min, var max) -> whole(what, min, max, node);
            case Shape.Amount(var max, var places) -> amount(what, max, places, node);
            case Shape.Flag() -> flag(node);
            case Shape.ListOf list -> list(what, list, node);
            case Shape.MapOf map -> map(what, map, node);
            case Shape.Block block -> block(what, block, node).map(fields -> fields);
            case Shape.AnyOf choices -> choice(what, choices, node);
        };
    }

    private Optional<Value> text(Grammar grammar, Node node) {
        return plainText(node)
                .filter(text -> fits(grammar, text, node))
                .map(text -> new Value.Text(node, text));
    }

    private Optional<String> plainText(Node node) {
        if (!(node instanceof ScalarNode scalar) || !Scalars.isText(node)) {
            problems.add(node, "expected text, got " + Scalars.kind(node) + hintToQuote(node));
            return Optional.empty();
        }
        if (!Grammars.TEXT.matches(scalar.getValue())) {
            problems.add(node, "expected text, got blank text");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue());
    }

    private boolean fits(Grammar grammar, String text, Node node) {
        if (grammar.reserved().contains(text)) {
            problems.add(
                    node, "%s '%s' is reserved; choose another".formatted(grammar.noun(), text));
            return false;
        }
        if (!grammar.matches(text)) {
            problems.add(
                    node,
                    "%s is %s; allowed: %s"
                            .formatted(grammar.noun(), Shown.quoted(text), grammar.allowed()));
            return false;
        }
        return true;
    }

    private static String hintToQuote(Node node) {
        var kind = Scalars.kind(node);
        return kind.equals("a number") || kind.equals("a boolean") ? "; quote it" : "";
    }

    private Optional<Value> word(
            String noun, List<String> words, List<String> suggested, Shape allowed, Node node) {
        if (!(node instanceof ScalarNode scalar) || !Scalars.isText(node)) {
            problems.add(
                    node,
                    "expected one of %s; got %s".formatted(allowed.allowed(), Scalars.kind(node)));
            return Optional.empty();
        }
        var word = scalar.getValue();
        if (words.contains(word)) {
            return Optional.of(new Value.Text(node, word));
        }
        var message =
                "unknown %s %s; allowed: %s".formatted(noun, Shown.quoted(word), allowed.allowed());
        Former.word(noun, word)
                .ifPresentOrElse(
                        why -> problems.add(node, message + "; " + why),
                        () -> problems.add(node, message, word, suggested));
        return Optional.empty();
    }

    private Optional<Value> whole(String what, long min, long max, Node node) {
        if (!(node instanceof ScalarNode scalar) || !Scalars.isInteger(node)) {
            problems.add(node, "expected a whole number, got " + Scalars.kind(node));
            return Optional.empty();
        }
        var digits = scalar.getValue();
        var number = number(digits);
        boolean within =
                number.isPresent()
                        && number.get().compareTo(BigDecimal.valueOf(min)) >= 0
                        && number.get().compareTo(BigDecimal.valueOf(max)) <= 0;
        if (!within) {
            var allowed = min == max ? ": %d".formatted(min) : " from %d to %d".formatted(min, max);
            problems.add(node, "%s is %s; allowed%s".formatted(what, Shown.text(digits), allowed));
            return Optional.empty();
        }
        return Optional.of(new Value.Whole(node, number.get().longValueExact()));
    }

    private Optional<Value> amount(String what, int max, int places, Node node) {
        if (!(node instanceof ScalarNode scalar) || !Scalars.isDecimal(node)) {
            problems.add(node, "expected a number, got " + Scalars.kind(node));
            return Optional.empty();
        }
        var number = number(scalar.getValue());
        boolean within =
                number.isPresent()
                        && number.get().signum() >= 0
                        && number.get().compareTo(BigDecimal.valueOf(max)) <= 0
                        && number.get().stripTrailingZeros().scale() <= places;
        if (!within) {
            problems.add(
                    node,
                    "%s is %s; allowed from 0 to %d, up to %d places"
                            .formatted(what, Shown.text(scalar.getValue()), max, places));
            return Optional.empty();
        }
        return Optional.of(new Value.Amount(node, number.get()));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > NUMBER_CHARS_MAX
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) { // an exponent beyond what BigDecimal holds
            return Optional.empty();
        }
    }

    private Optional<Value> flag(Node node) {
        if (node instanceof ScalarNode scalar && Scalars.isBoolean(node)) {
            return Optional.of(new Value.Flag(node, scalar.getValue().equalsIgnoreCase("true")));
        }
        problems.add(node, "expected true or false, got " + Scalars.kind(node));
        return Optional.empty();
    }

    private Optional<Value> list(String what, Shape.ListOf list, Node node) {
        var element = list.element();
        if (!(node instanceof SequenceNode sequence)) {
            problems.add(node, "expected a list, got " + Scalars.kind(node));
            return Optional.empty();
        }
        var values = new ArrayList<Value>();
        var texts = new HashSet<String>();
        for (var item : sequence.getValue()) {
            var title = element instanceof Shape.Block(var itsTitle, _) ? itsTitle : what;
            var value = read(element, title, item);
            if (value.isPresent()
                    && value.get() instanceof Value.Text(_, var text)
                    && !list.repeats()
                    && !texts.add(text)) {
                problems.add(item, Shown.quoted(text) + " is listed twice");
            } else {
                value.ifPresent(values::add);
            }
        }
        return Optional.of(new Value.Items(node, values));
    }

    private Optional<Value> map(String what, Shape.MapOf map, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, notAMapping(node));
            return Optional.empty();
        }
        var fields = new LinkedHashMap<String, Field>();
        for (var entry : entries(mapping).entrySet()) {
            var name = entry.getKey();
            var title =
                    map.value() instanceof Shape.Block(var itsTitle, _)
                            ? itsTitle + " " + Shown.quoted(name)
                            : what;
            var key = entry.getValue().getKeyNode();
            boolean fits = fits(map.keys(), name, key);
            read(map.value(), title, entry.getValue().getValueNode())
                    .filter(_ -> fits)
                    .ifPresent(value -> fields.put(name, new Field(key, value)));
        }
        if (map.filled() && mapping.getValue().isEmpty()) {
            problems.add(node, what + " is empty; nothing may run without one");
        }
        return Optional.of(new Fields(node, fields, Set.of()));
    }

    /// A mapping whose keys the format chooses.
    Optional<Fields> block(String what, Shape.Block block, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, notAMapping(node));
            return Optional.empty();
        }
        var entries = entries(mapping);
        entries.forEach(
                (name, entry) -> {
                    if (!block.names().contains(name)) {
                        refuse(block, name, entry.getKeyNode());
                    }
                });
        var fields = new LinkedHashMap<String, Field>();
        var reported = new HashSet<String>();
        for (var key : block.keys()) {
            var entry = entries.get(key.name());
            if (entry != null) {
                read(key.shape(), key.name(), entry.getValueNode())
                        .map(value -> new Field(entry.getKeyNode(), value))
                        .ifPresentOrElse(
                                field -> fields.put(key.name(), field),
                                () -> reported.add(key.name()));
            } else if (key.presence() instanceof Shape.Presence.Required) {
                problems.add(node, lacks(what, key.name()));
            }
        }
        return Optional.of(new Fields(node, fields, reported));
    }

    static String lacks(String what, String key) {
        return "%s lacks the required key '%s'".formatted(what, key);
    }

    private void refuse(Shape.Block block, String name, Node key) {
        var message = "unknown key " + Shown.quoted(name);
        Former.key(block, name)
                .ifPresentOrElse(
                        why -> problems.add(key, message + "; " + why),
                        () -> problems.add(key, message, name, block.names()));
    }

    /// The entries of a mapping, in order; a key that is not text or is there twice is reported and
    /// left out.
    private Map<String, NodeTuple> entries(MappingNode mapping) {
        var byName = new LinkedHashMap<String, NodeTuple>();
        for (var tuple : mapping.getValue()) {
            var key = tuple.getKeyNode();
            plainText(key)
                    .ifPresent(
                            name -> {
                                var first = byName.putIfAbsent(name, tuple);
                                if (first != null) {
                                    problems.add(key, twice(name, first));
                                }
                            });
        }
        return byName;
    }

    private static String twice(String name, NodeTuple first) {
        return "duplicate key %s; the first is in line %d"
                .formatted(Shown.quoted(name), Position.of(first.getKeyNode()).line());
    }

    private static String notAMapping(Node node) {
        return "expected a mapping of keys to values, got " + Scalars.kind(node);
    }

    private Optional<Value> choice(String what, Shape.AnyOf choices, Node node) {
        for (var choice : choices.choices()) {
            switch (choice) {
                case Shape.Text text when node instanceof ScalarNode -> {
                    return read(text, what, node);
                }
                case Shape.Word(var noun, var words) when Scalars.isText(node) -> {
                    return word(noun, words, suggestions(choices), choices, node);
                }
                case Shape.ListOf list when node instanceof SequenceNode -> {
                    return read(list, what, node);
                }
                case Shape.Block(var title, _) when node instanceof MappingNode -> {
                    return read(choice, title, node);
                }
                default -> {} // another kind of node
            }
        }
        problems.add(
                node,
                "expected one of %s; got %s".formatted(choices.allowed(), Scalars.kind(node)));
        return Optional.empty();
    }

    /// The words, and the keys of a block in the form of the block.
    private static List<String> suggestions(Shape.AnyOf choices) {
        var words = new ArrayList<String>();
        for (var choice : choices.choices()) {
            if (choice instanceof Shape.Word(_, var its)) {
                words.addAll(its);
            } else if (choice instanceof Shape.Block block) {
                block.names().forEach(name -> words.add("{" + name + ": …}"));
            }
        }
        return words;
    }
}
