package dev.bestcode.organism;

import org.yaml.snakeyaml.nodes.Node;

import java.math.BigDecimal;
import java.util.List;

/// A value of an organism file that has its shape, with its place.
sealed interface Value
        permits Value.Text, Value.Whole, Value.Amount, Value.Flag, Value.Items, Fields {
    Node at();

    record Text(Node at, String text) implements Value {}

    record Whole(Node at, long number) implements Value {}

    record Amount(Node at, BigDecimal number) implements Value {}

    record Flag(Node at, boolean set) implements Value {}

    record Items(Node at, List<Value> values) implements Value {}
}
