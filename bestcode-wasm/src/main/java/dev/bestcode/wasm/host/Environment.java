package dev.bestcode.wasm.host;

import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.api.organism.WasmSpec.Variable;
import dev.bestcode.wasm.abi.Val;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The variables that were granted. One that our own environment does not have is left out.
final class Environment {
    private Environment() {}

    static Val of(Capabilities granted) {
        var pairs = new ArrayList<Val>();
        granted.env()
                .forEach(
                        (name, variable) ->
                                value(variable)
                                        .ifPresent(
                                                value ->
                                                        pairs.add(
                                                                new Val.Fields(
                                                                        List.of(
                                                                                Val.Str.of(name),
                                                                                Val.Str.of(
                                                                                        value))))));
        return new Val.Sequence(pairs);
    }

    private static Optional<String> value(Variable variable) {
        return switch (variable) {
            case Variable.Literal(var value) -> Optional.of(value);
            case Variable.FromEnvironment(var name) -> Optional.ofNullable(System.getenv(name));
        };
    }
}
