package dev.bestcode.wasm.type;

import dev.bestcode.wasm.LimitExceededException;

/// What checking one component may cost, in nodes of types looked at. Without it a file of some
/// kilobytes could describe checks of hours.
public final class Work {
    /// The largest toolchain component that was seen needs some 100,000; this many take less than a
    /// second.
    public static final int NODES_MAX = 5_000_000;

    /// What a node that is made anew costs, so that types made by substitution stay below 50 MB.
    static final int COPY = 10;

    /// Of one type. Wasmtime's bound is the same.
    public static final int TYPE_WEIGHT_MAX = 1_000_000;

    private int left = NODES_MAX;

    public void spend(int nodes) {
        left -= nodes;
        if (left < 0) {
            throw new LimitExceededException(
                    "the component's types cost more than " + NODES_MAX + " steps to check");
        }
    }
}
