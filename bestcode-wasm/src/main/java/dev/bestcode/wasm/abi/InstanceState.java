package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.TrapException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A component instance as the ABI sees it: its handles, and whether it may be entered or left now.
public final class InstanceState {
    private final StoreState store;
    private final List<InstanceState> selfAndAncestors = new ArrayList<>();
    private final HandleTable handles;
    private boolean mayEnter = true;
    private boolean mayLeave = true;

    public InstanceState(StoreState store, Optional<InstanceState> parent) {
        this.store = store;
        this.handles = new HandleTable(store.handlesMax());
        selfAndAncestors.add(this);
        parent.ifPresent(above -> selfAndAncestors.addAll(above.selfAndAncestors));
    }

    public HandleTable handles() {
        return handles;
    }

    StoreState store() {
        return store;
    }

    /// Run code of the instance. An instance that is already being run is not entered again, nor is
    /// one inside it from outside.
    /// @param caller empty for the host
    <T> T entered(Optional<InstanceState> caller, Supplier<T> code) {
        store.requireAlive();
        var entering = new ArrayList<>(selfAndAncestors);
        caller.ifPresent(from -> entering.removeAll(from.selfAndAncestors));
        for (var instance : entering) {
            if (!instance.mayEnter) {
                throw trap("cannot enter component instance: it is being run already");
            }
        }
        entering.forEach(instance -> instance.mayEnter = false);
        boolean returned = false;
        try {
            var result = code.get();
            returned = true;
            return result;
        } finally {
            if (!returned) {
                store.end();
            }
            entering.forEach(instance -> instance.mayEnter = true);
        }
    }

    /// Run code of the instance that must not call out: its allocator and its clean-up.
    <T> T withoutLeaving(Supplier<T> code) {
        mayLeave = false;
        var result = code.get();
        mayLeave = true;
        return result;
    }

    void requireMayLeave() {
        if (!mayLeave) {
            throw trap("cannot leave component instance from its allocator or clean-up");
        }
    }

    private static TrapException trap(String message) {
        return new TrapException(message);
    }
}
