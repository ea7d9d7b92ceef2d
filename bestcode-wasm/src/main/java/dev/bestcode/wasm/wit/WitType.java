package dev.bestcode.wasm.wit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// A type as it is written.
sealed interface WitType {
    Set<String> PLAIN =
            Set.of(
                    "u8",
                    "u16",
                    "u32",
                    "u64",
                    "s8",
                    "s16",
                    "s32",
                    "s64",
                    "f32",
                    "f64",
                    "char",
                    "bool",
                    "string",
                    "error-context");

    /// One of [#PLAIN].
    record Plain(String keyword) implements WitType {}

    record Named(Name name) implements WitType {}

    record Own(Name resource) implements WitType {}

    record Borrow(Name resource) implements WitType {}

    /// @param length of a list that always has as many elements
    record ListOf(WitType element, OptionalInt length) implements WitType {}

    record MapOf(WitType key, WitType value) implements WitType {}

    record OptionOf(WitType element) implements WitType {}

    record ResultOf(Optional<WitType> ok, Optional<WitType> error) implements WitType {}

    record TupleOf(List<WitType> parts) implements WitType {}

    record StreamOf(Optional<WitType> element) implements WitType {}

    record FutureOf(Optional<WitType> element) implements WitType {}

    /// The types that it is made of.
    default List<WitType> parts() {
        return switch (this) {
            case Plain _, Named _, Own _, Borrow _ -> List.of();
            case ListOf(var element, _) -> List.of(element);
            case MapOf(var key, var value) -> List.of(key, value);
            case OptionOf(var element) -> List.of(element);
            case ResultOf(var ok, var error) ->
                    Stream.of(ok, error).flatMap(Optional::stream).toList();
            case TupleOf(var parts) -> parts;
            case StreamOf(var element) -> element.stream().toList();
            case FutureOf(var element) -> element.stream().toList();
        };
    }
}
