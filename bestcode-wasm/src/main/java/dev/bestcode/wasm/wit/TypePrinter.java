package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.wit.WitType.Borrow;
import dev.bestcode.wasm.wit.WitType.FutureOf;
import dev.bestcode.wasm.wit.WitType.ListOf;
import dev.bestcode.wasm.wit.WitType.MapOf;
import dev.bestcode.wasm.wit.WitType.Named;
import dev.bestcode.wasm.wit.WitType.OptionOf;
import dev.bestcode.wasm.wit.WitType.Own;
import dev.bestcode.wasm.wit.WitType.Plain;
import dev.bestcode.wasm.wit.WitType.ResultOf;
import dev.bestcode.wasm.wit.WitType.StreamOf;
import dev.bestcode.wasm.wit.WitType.TupleOf;

import java.util.Optional;
import java.util.stream.Collectors;

/// Types and names as they are written.
final class TypePrinter {
    private TypePrinter() {}

    static String name(Name name) {
        return Name.escaped(name.text());
    }

    static String packageName(PackageName name) {
        return Name.escaped(name.namespace()) + ":" + Name.escaped(name.name()) + version(name);
    }

    private static String version(PackageName name) {
        return name.version().map(v -> "@" + v).orElse("");
    }

    static String path(Path path) {
        return path.from()
                .map(
                        from ->
                                "%s:%s/%s%s"
                                        .formatted(
                                                Name.escaped(from.namespace()),
                                                Name.escaped(from.name()),
                                                name(path.name()),
                                                version(from)))
                .orElseGet(() -> name(path.name()));
    }

    static String type(WitType type) {
        return switch (type) {
            case Plain(var keyword) -> keyword;
            case Named(var name) -> name(name);
            case Own(var resource) -> "own<" + name(resource) + ">";
            case Borrow(var resource) -> "borrow<" + name(resource) + ">";
            case ListOf(var element, var length) ->
                    "list<"
                            + type(element)
                            + (length.isPresent() ? ", " + length.getAsInt() : "")
                            + ">";
            case MapOf(var key, var value) -> "map<" + type(key) + ", " + type(value) + ">";
            case OptionOf(var element) -> "option<" + type(element) + ">";
            case ResultOf(var ok, var error) -> result(ok, error);
            case TupleOf(var parts) ->
                    parts.stream()
                            .map(TypePrinter::type)
                            .collect(Collectors.joining(", ", "tuple<", ">"));
            case StreamOf(var element) -> "stream" + argument(element);
            case FutureOf(var element) -> "future" + argument(element);
        };
    }

    private static String argument(Optional<WitType> element) {
        return element.map(type -> "<" + type(type) + ">").orElse("");
    }

    private static String result(Optional<WitType> ok, Optional<WitType> error) {
        if (error.isEmpty()) {
            return "result" + argument(ok);
        }
        return "result<%s, %s>".formatted(ok.map(TypePrinter::type).orElse("_"), type(error.get()));
    }
}
