package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.WasmLimits;
import dev.bestcode.wasm.engine.CoreBudget;

/// What all instances of one component share: budgets, and the end. After a trap none of them is
/// entered again.
public final class StoreState {
    static final int INSTANCES_MAX = 1_000;

    /// Steps of instantiation: nested components can ask for the same ones over and over.
    static final int STEPS_MAX = 2_000_000;

    private final WasmLimits limits;
    private final CoreBudget core;
    private long liftedLeft;
    private int instancesLeft = INSTANCES_MAX;
    private int stepsLeft = STEPS_MAX;
    private boolean ended;

    /// @param memories that the component's core modules define
    public StoreState(WasmLimits limits, int memories) {
        this.limits = limits;
        this.core = new CoreBudget(limits, memories);
        this.liftedLeft = limits.liftedBytes();
    }

    public CoreBudget core() {
        return core;
    }

    int handlesMax() {
        return limits.handles();
    }

    /// Called before the bytes are allocated.
    void lift(long bytes) {
        if (bytes > liftedLeft) {
            throw new LimitExceededException(
                    "the component passes values of more than %d bytes in one call ('liftedBytes')"
                            .formatted(limits.liftedBytes()));
        }
        liftedLeft -= bytes;
    }

    /// A new call has the whole budget for its values.
    public void nextCall() {
        liftedLeft = limits.liftedBytes();
    }

    public void instance() {
        if (--instancesLeft < 0) {
            throw new LimitExceededException(
                    "the component makes more than " + INSTANCES_MAX + " instances");
        }
    }

    public void step() {
        if (--stepsLeft < 0) {
            throw new LimitExceededException(
                    "the component takes more than " + STEPS_MAX + " steps to instantiate");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new LimitExceededException("instantiation was stopped");
        }
    }

    void requireAlive() {
        if (ended) {
            throw new TrapException("cannot enter component instance: it has trapped before");
        }
    }

    void end() {
        ended = true;
    }
}
