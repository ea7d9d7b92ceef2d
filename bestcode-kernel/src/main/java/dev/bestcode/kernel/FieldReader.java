package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads what [FieldWriter] wrote, from bytes whose checksum has been found right.
final class FieldReader {
    private final ByteBuffer buffer;
    private final int end;
    private int at;

    /// Of all that remains in the buffer, whose position does not change.
    FieldReader(ByteBuffer buffer) {
        this(buffer, buffer.position(), buffer.remaining());
    }

    FieldReader(ByteBuffer buffer, int from, int length) {
        this.buffer = buffer;
        this.at = from;
        this.end = from + length;
    }

    int remaining() {
        return end - at;
    }

    int u8() {
        return buffer.get(next(Byte.BYTES)) & 0xFF;
    }

    int i32() {
        return buffer.getInt(next(Integer.BYTES));
    }

    long i64() {
        return buffer.getLong(next(Long.BYTES));
    }

    double f64() {
        return Double.longBitsToDouble(i64());
    }

    byte[] raw(int length) {
        int from = next(length);
        var bytes = new byte[length];
        buffer.get(from, bytes);
        return bytes;
    }

    Digest digest() {
        return Digest.read(buffer, next(Digest.BYTES));
    }

    int length() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new KernelException("a length of " + Long.toUnsignedString(value));
        }
        return (int) value;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new KernelException("a number of more than ten bytes");
    }

    String text() {
        int length = length();
        return length == 0 ? "" : new String(raw(length), StandardCharsets.UTF_8);
    }

    /// A text that others are likely to repeat, and that is no content.
    String name() {
        int length = length();
        return Names.text(buffer, next(length), length);
    }

    /// All that is left.
    Bytes rest() {
        return Bytes.of(raw(remaining()));
    }

    /// Go past the next so many bytes.
    /// @return where they begin
    private int next(int bytes) {
        if (bytes < 0 || bytes > remaining()) {
            throw new KernelException(
                    "a field of %d bytes has %d left of its op".formatted(bytes, remaining()));
        }
        int from = at;
        at += bytes;
        return from;
    }
}
