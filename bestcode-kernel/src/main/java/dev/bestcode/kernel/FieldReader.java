package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads what [FieldWriter] wrote, from bytes whose checksum has been found right.
final class FieldReader {
    private final ByteBuffer buffer;

    FieldReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    int remaining() {
        return buffer.remaining();
    }

    int u8() {
        return need(Byte.BYTES).get() & 0xFF;
    }

    int i32() {
        return need(Integer.BYTES).getInt();
    }

    long i64() {
        return need(Long.BYTES).getLong();
    }

    double f64() {
        return Double.longBitsToDouble(i64());
    }

    byte[] raw(int length) {
        var from = need(length);
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    Digest digest() {
        return Digest.read(need(Digest.BYTES));
    }

    int length() {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int next = u8();
            value |= (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new KernelException("a length of more than five bytes");
    }

    String text() {
        return new String(raw(length()), StandardCharsets.UTF_8);
    }

    /// All that is left.
    Bytes rest() {
        return Bytes.of(raw(remaining()));
    }

    private ByteBuffer need(int bytes) {
        if (bytes < 0 || bytes > buffer.remaining()) {
            throw new KernelException(
                    "a field of %d bytes has %d left of its op"
                            .formatted(bytes, buffer.remaining()));
        }
        return buffer;
    }
}
