package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.TrapException;

/// One call of a lifted function: the handles lent to it must be dropped before it returns.
final class Task {
    private int borrows;

    void borrowed() {
        borrows++;
    }

    void dropped() {
        borrows--;
    }

    void requireNoBorrows() {
        if (borrows > 0) {
            throw new TrapException("borrow handles still remain at the end of the call");
        }
    }
}
