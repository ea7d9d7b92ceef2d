package dev.bestcode.wasm.abi;

/// Core numbers, read in order. Each is bits: where a variant's cases share a number, whoever reads
/// takes as many of them as it needs.
final class FlatValues {
    private final long[] values;
    private int position;

    FlatValues(long[] values) {
        this.values = values;
    }

    int position() {
        return position;
    }

    void moveTo(int index) {
        position = index;
    }

    long next() {
        return values[position++];
    }

    long nextPointer() {
        return next() & 0xffffffffL;
    }
}
