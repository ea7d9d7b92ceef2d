package dev.bestcode.wasm.engine;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.WasmLimits;

/// What the core instances of one component may take together. A memory reserves its maximum when
/// it is made, so the sum holds whatever grows later. Those that declare no maximum share what
/// there is, as many as the component's modules define; the last leaves a sixteenth for modules
/// that are instantiated again.
public final class CoreBudget {
    static final int INSTANCES_MAX = 1_000;

    private final int tableEntries;
    private final Trampolines trampolines = new Trampolines();
    private long pagesLeft;
    private int memoriesExpected;
    private int instancesLeft = INSTANCES_MAX;
    private int tags;

    /// @param memories that the component's modules define
    public CoreBudget(WasmLimits limits, int memories) {
        memoriesExpected = memories;
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

    CoreItem.Tag tag() {
        return new CoreItem.Tag(tags++);
    }

    /// @return the pages that a memory may grow to
    int memory(int initialPages, int maximumPages) {
        if (initialPages > pagesLeft) {
            throw new LimitExceededException(
                    "a memory of %d pages of 64 KiB is wanted, %d are left of 'memoryBytes'"
                            .formatted(initialPages, pagesLeft));
        }
        long share =
                memoriesExpected > 1 ? pagesLeft / memoriesExpected : pagesLeft - pagesLeft / 16;
        memoriesExpected--;
        int reserved = (int) Math.min(maximumPages, Math.max(initialPages, share));
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
