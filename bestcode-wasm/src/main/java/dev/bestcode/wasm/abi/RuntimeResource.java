package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.engine.CoreFunc;

import java.util.Optional;
import java.util.function.IntConsumer;

/// A resource type at run time: of one component instance, or of the host. Equal to itself alone.
public final class RuntimeResource {
    private final Optional<InstanceState> owner;
    private final IntConsumer destructor;

    private RuntimeResource(Optional<InstanceState> owner, IntConsumer destructor) {
        this.owner = owner;
        this.destructor = destructor;
    }

    public static RuntimeResource of(InstanceState owner, Optional<CoreFunc> destructor) {
        return new RuntimeResource(
                Optional.of(owner),
                representation -> destructor.ifPresent(func -> func.enter(representation)));
    }

    /// @param destructor told the representation that nobody holds any more
    public static RuntimeResource ofHost(IntConsumer destructor) {
        return new RuntimeResource(Optional.empty(), destructor);
    }

    boolean ownedBy(InstanceState instance) {
        return owner.isPresent() && owner.get() == instance;
    }

    void destroy(InstanceState caller, int representation) {
        if (owner.isEmpty()) {
            destructor.accept(representation);
            return;
        }
        owner.get()
                .entered(
                        Optional.of(caller),
                        () -> {
                            destructor.accept(representation);
                            return Optional.empty();
                        });
    }
}
