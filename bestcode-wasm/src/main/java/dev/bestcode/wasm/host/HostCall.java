package dev.bestcode.wasm.host;

import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.type.ResourceVar;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One call of a host function.
/// @param resources that the function's result may hold, by name
record HostCall(CallWorld world, List<Val> arguments, Map<String, ResourceVar> resources) {
    /// Of 64 bits without sign.
    long number(int index) {
        return ((Val.Int) arguments.get(index)).value();
    }

    String text(int index) {
        return ((Val.Str) arguments.get(index)).text();
    }

    byte[] bytes(int index) {
        return ((Val.Bytes) arguments.get(index)).bytes();
    }

    boolean flag(int index, int bit) {
        return (((Val.Flags) arguments.get(index)).bits() & bit) != 0;
    }

    /// What a handle stands for; empty for one without a state, such as a standard stream.
    <T extends HostObject> Optional<T> object(int index, Class<T> kind) {
        int representation = ((Val.Handle) arguments.get(index)).representation();
        return world.objects().find(representation).map(kind::cast);
    }

    Val give(String resource, HostObject object) {
        var variable = Optional.ofNullable(resources.get(resource)).orElseThrow();
        return new Val.Handle(world.resource(variable), world.objects().add(object));
    }
}
