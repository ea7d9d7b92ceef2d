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

    int position() {
        return buffer.position();
    }

    int remaining() {
        return buffer.remaining();
    }

    int u8() {
        return need(Byte.BYTES).get() & 0xFF;
    }

    int u16() {
        return need(Short.BYTES).getShort() & 0xFFFF;
    }

    int i32() {
        return need(Integer.BYTES).getInt();
    }

    long i64() {
        return need(Long.BYTES).getLong();
    }

    byte[] raw(int length) {
        var from = need(length);
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    Bytes bytes() {
        return Bytes.of(raw(i32()));
    }

    String text() {
        return new String(raw(i32()), StandardCharsets.UTF_8);
    }

    /// The next `length` bytes as a reader of their own.
    FieldReader part(int length) {
        var part = need(length).slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return new FieldReader(part);
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
