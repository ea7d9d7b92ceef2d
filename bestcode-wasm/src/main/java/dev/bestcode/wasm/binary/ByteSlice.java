package dev.bestcode.wasm.binary;

import java.util.Arrays;

/// A part of a component's file, not copied until it is asked for.
public final class ByteSlice {
    private final byte[] file;
    private final int start;
    private final int length;

    ByteSlice(byte[] file, int start, int length) {
        this.file = file;
        this.start = start;
        this.length = length;
    }

    public int start() {
        return start;
    }

    public int length() {
        return length;
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(file, start, start + length);
    }
}
