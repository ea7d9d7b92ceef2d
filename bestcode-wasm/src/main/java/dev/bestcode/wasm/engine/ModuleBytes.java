package dev.bestcode.wasm.engine;

import dev.bestcode.wasm.MalformedComponentException;

import java.util.Arrays;

/// Reads a part of a core module's bytes, from front to back.
final class ModuleBytes {
    static final int PREAMBLE_BYTES = 8;

    final byte[] bytes;
    private final int offset;
    private final int end;
    int at;

    private ModuleBytes(byte[] bytes, int offset, int at, int end) {
        this.bytes = bytes;
        this.offset = offset;
        this.at = at;
        this.end = end;
    }

    /// The sections of a module.
    /// @param offset where it lies in the component's file, for messages
    static ModuleBytes sections(byte[] bytes, int offset) {
        return new ModuleBytes(bytes, offset, PREAMBLE_BYTES, bytes.length);
    }

    boolean isAtEnd() {
        return at >= end;
    }

    /// What comes next, by its length.
    ModuleBytes part(long length) {
        int start = at;
        skip(length);
        return new ModuleBytes(bytes, offset, start, at);
    }

    int peek() {
        if (at >= end) {
            throw malformed("ends too early");
        }
        return bytes[at] & 0xff;
    }

    int u8() {
        int value = peek();
        at++;
        return value;
    }

    long u32() {
        return u64() & 0xffffffffL;
    }

    long u64() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed("number is malformed");
    }

    /// How many elements follow, each of which takes a byte at least.
    long count() {
        long count = u32();
        if (count > end - at) {
            throw malformed(
                    "%,d elements are announced, %,d bytes are left".formatted(count, end - at));
        }
        return count;
    }

    byte[] name() {
        long length = u32();
        int start = at;
        skip(length);
        return Arrays.copyOfRange(bytes, start, at);
    }

    void skip(long length) {
        if (length > end - at) {
            throw malformed("ends too early");
        }
        at += (int) length;
    }

    /// Where a place lies in the component's file.
    int file(int place) {
        return offset + place;
    }

    MalformedComponentException malformed(String what) {
        return new MalformedComponentException(file(at), "core module: " + what);
    }
}
