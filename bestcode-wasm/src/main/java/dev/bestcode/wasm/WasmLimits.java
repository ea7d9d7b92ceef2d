package dev.bestcode.wasm;

import java.time.Duration;

/// What a component may use. All are upper bounds, reached with a [LimitExceededException] that
/// names the bound, or for memory with a refused `memory.grow`.
/// @param componentBytes of the file; a parsed module takes about thirty times its size of heap
/// @param memoryBytes of all linear memories of one instance together
/// @param tableEntries of one table
/// @param callTime from the start of a call to its end, instantiation included
/// @param stackBytes of the worker that runs a call
/// @param liftedBytes that values passed out of linear memories may take in one call, counted
///     before they are allocated
/// @param handles that one instance may hold at a time
public record WasmLimits(
        int componentBytes,
        long memoryBytes,
        int tableEntries,
        Duration callTime,
        int stackBytes,
        long liftedBytes,
        int handles) {
    private static final int MIB = 1 << 20;

    /// A table of the largest toolchain component that was seen has 13,000 entries.
    private static final int TABLE_ENTRIES = 100_000;

    /// Twice the payload of a message, 16 MiB, once in and once out.
    private static final long LIFTED_BYTES = 64L * MIB;

    private static final int HANDLES = 10_000;
    private static final WasmLimits DEFAULTS =
            new WasmLimits(
                    8 * MIB,
                    256L * MIB,
                    TABLE_ENTRIES,
                    Duration.ofSeconds(5),
                    4 * MIB,
                    LIFTED_BYTES,
                    HANDLES);

    public WasmLimits {
        if (componentBytes < 0
                || memoryBytes < 0
                || tableEntries < 0
                || callTime.isNegative()
                || stackBytes < 0
                || liftedBytes < 0
                || handles < 0) {
            throw new IllegalArgumentException(
                    "a limit is negative; 0 means none at all, and there is no 'unlimited'");
        }
    }

    public static WasmLimits defaults() {
        return DEFAULTS;
    }

    public WasmLimits withCallTime(Duration time) {
        return new WasmLimits(
                componentBytes, memoryBytes, tableEntries, time, stackBytes, liftedBytes, handles);
    }

    public WasmLimits withMemoryBytes(long bytes) {
        return new WasmLimits(
                componentBytes, bytes, tableEntries, callTime, stackBytes, liftedBytes, handles);
    }

    public WasmLimits withComponentBytes(int bytes) {
        return new WasmLimits(
                bytes, memoryBytes, tableEntries, callTime, stackBytes, liftedBytes, handles);
    }

    public WasmLimits withLiftedBytes(long bytes) {
        return new WasmLimits(
                componentBytes, memoryBytes, tableEntries, callTime, stackBytes, bytes, handles);
    }
}
