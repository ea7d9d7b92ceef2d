package dev.bestcode.wasm.engine;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.WasmLimits;

/// What the core instances of one component instance may take together. A memory reserves its
/// maximum when it is made, so the sum holds whatever grows later. One that declares no maximum
/// takes all that is left but a sixteenth, which is for those behind it.
public final class CoreBudget {
    static final int INSTANCES_MAX = 1_000;

    private final int tableEntries;
    private final Trampolines trampolines = new Trampolines();
    private long pagesLeft;
    private int instancesLeft = INSTANCES_MAX;

    public CoreBudget(WasmLimits limits) {
        tableEntries = limits.tableEntries();
        pagesLeft = limits.memoryBytes() / CoreMemory.PAGE_BYTES;
    }

    Trampolines trampolines() {
        return trampolines;
    }

    void instance() {
        if (--instancesLeft < 0) {
            throw new LimitExceededException(
                    "the component makes more than " + INSTANCES_MAX + " core instances");
        }
    }

    /// @return the pages that a memory may grow to
    int memory(int initialPages, int maximumPages) {
        if (initialPages > pagesLeft) {
            throw new LimitExceededException(
                    "a memory of %d pages of 64 KiB is wanted, %d are left of 'memoryBytes'"
                            .formatted(initialPages, pagesLeft));
        }
        long share = Math.max(initialPages, pagesLeft - pagesLeft / 16);
        int reserved = (int) Math.min(maximumPages, share);
        pagesLeft -= reserved;
        return reserved;
    }

    /// @return the entries that a table may grow to
    long table(long initial, long maximum) {
        if (initial > tableEntries) {
            throw new LimitExceededException(
                    "a table of %d entries is wanted; allowed by 'tableEntries': %d"
                            .formatted(initial, tableEntries));
        }
        return Math.min(maximum, tableEntries);
    }
}
