package dev.bestcode.organism;

import org.yaml.snakeyaml.nodes.Node;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// A mapping's values by name, in order. What was reported is not among them, so every accessor
/// answers as if it were absent.
/// @param reported names that are there with a value that was reported
record Fields(Node at, Map<String, Field> byName, Set<String> reported) implements Value {
    record Field(Node key, Value value) {}

    Fields {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        reported = Set.copyOf(reported);
    }

    /// Whether it is there, with whatever value.
    boolean has(String name) {
        return byName.containsKey(name) || reported.contains(name);
    }

    Optional<Node> key(String name) {
        return Optional.ofNullable(byName.get(name)).map(Field::key);
    }

    Optional<Value> get(String name) {
        return Optional.ofNullable(byName.get(name)).map(Field::value);
    }

    Optional<String> text(String name) {
        return get(name)
                .flatMap(
                        value ->
                                value instanceof Text(_, var text)
                                        ? Optional.of(text)
                                        : Optional.empty());
    }

    OptionalInt whole(String name) {
        var number = wholeLong(name);
        return number.isPresent()
                ? OptionalInt.of(Math.toIntExact(number.getAsLong()))
                : OptionalInt.empty();
    }

    OptionalLong wholeLong(String name) {
        return byName.containsKey(name) && byName.get(name).value() instanceof Whole(_, var number)
                ? OptionalLong.of(number)
                : OptionalLong.empty();
    }

    Optional<BigDecimal> amount(String name) {
        return get(name)
                .flatMap(
                        value ->
                                value instanceof Amount(_, var number)
                                        ? Optional.of(number)
                                        : Optional.empty());
    }

    boolean flag(String name, boolean absent) {
        return get(name)
                .map(value -> value instanceof Flag(_, var set) ? set : absent)
                .orElse(absent);
    }

    Optional<Fields> fields(String name) {
        return get(name)
                .flatMap(
                        value ->
                                value instanceof Fields fields
                                        ? Optional.of(fields)
                                        : Optional.empty());
    }

    /// The elements of a list; none where there is none.
    List<Value> items(String name) {
        return get(name)
                .map(value -> value instanceof Items(_, var values) ? values : List.<Value>of())
                .orElse(List.of());
    }

    /// The texts of a list; none where there is none.
    List<Text> texts(String name) {
        var texts = new ArrayList<Text>();
        for (var value : items(name)) {
            if (value instanceof Text text) {
                texts.add(text);
            }
        }
        return texts;
    }

    /// The texts of a list, without their places.
    List<String> words(String name) {
        return texts(name).stream().map(Text::text).toList();
    }

    /// The blocks of a list; none where there is none.
    List<Fields> blocks(String name) {
        var blocks = new ArrayList<Fields>();
        for (var value : items(name)) {
            if (value instanceof Fields fields) {
                blocks.add(fields);
            }
        }
        return blocks;
    }
}
