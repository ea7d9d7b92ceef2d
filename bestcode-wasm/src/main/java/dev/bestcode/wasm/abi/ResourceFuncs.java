package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.binary.CoreType;
import dev.bestcode.wasm.engine.CoreFunc;

import java.util.List;
import java.util.Optional;

/// The core functions that a component makes, looks into and drops handles with.
public final class ResourceFuncs {
    private static final List<CoreType> I32 = List.of(CoreType.I32);
    private static final CoreExtern.Func I32_TO_I32 = new CoreExtern.Func(I32, I32);
    private static final CoreExtern.Func FROM_I32 = new CoreExtern.Func(I32, List.of());

    private ResourceFuncs() {}

    private record Func(CoreExtern.Func type, Body body) implements CoreFunc {
        @Override
        public long[] call(long... arguments) {
            return body.call((int) arguments[0]);
        }
    }

    private interface Body {
        long[] call(int argument);
    }

    public static CoreFunc make(InstanceState instance, RuntimeResource resource) {
        return new Func(
                I32_TO_I32,
                representation -> {
                    instance.requireMayLeave();
                    return new long[] {
                        instance.handles()
                                .add(
                                        new HandleTable.Entry(
                                                resource, representation, Optional.empty()))
                    };
                });
    }

    public static CoreFunc representation(InstanceState instance, RuntimeResource resource) {
        return new Func(
                I32_TO_I32,
                index ->
                        new long[] {
                            instance.handles().get(index, resource).representation & 0xffffffffL
                        });
    }

    public static CoreFunc drop(InstanceState instance, RuntimeResource resource) {
        return new Func(
                FROM_I32,
                index -> {
                    instance.requireMayLeave();
                    var entry = instance.handles().remove(index, resource);
                    entry.borrowedFor.ifPresentOrElse(
                            Task::dropped, () -> resource.destroy(instance, entry.representation));
                    return new long[0];
                });
    }
}
