package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes fields one after the other, big-endian; a text has its length in front.
final class FieldWriter {
    /// Of a [#length].
    static final int LENGTH_BYTES_MAX = 5;

    private static final int FIRST_BYTES = 512;

    private final int bytesMax;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BYTES);

    FieldWriter(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    int position() {
        return buffer.position();
    }

    void u8(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void i32(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void i64(long value) {
        room(Long.BYTES).putLong(value);
    }

    void f64(double value) {
        i64(Double.doubleToRawLongBits(value));
    }

    /// A length: seven bits in a byte, the lowest first, as long as the eighth bit is set.
    /// @see "LEB128, DWARF 5, section 7.6"
    void length(int value) {
        number(value);
    }

    /// What a [#length] takes.
    static int bytesOf(int length) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(length | 1) + 6) / 7;
    }

    /// A number that is seldom large, such as those that are drawn from a counter. It is taken for
    /// unsigned: a negative one takes ten bytes.
    void number(long value) {
        long left = value;
        while (left >>> 7 != 0) {
            u8((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        u8((int) left);
    }

    void raw(byte[] bytes) {
        room(bytes.length).put(bytes);
    }

    void raw(Bytes bytes) {
        room(bytes.size()).put(bytes.asBuffer());
    }

    /// @throws CommitRejectedException for half a surrogate pair: it would come back as another
    /// text
    void text(String text) {
        try {
            var utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            length(utf8.remaining());
            room(utf8.remaining()).put(utf8);
        } catch (CharacterCodingException e) {
            var rejected =
                    new CommitRejectedException(
                            "a text of the transaction holds half a surrogate pair, which UTF-8"
                                    + " cannot carry; replace it before the commit");
            rejected.initCause(e);
            throw rejected;
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        long needed = (long) buffer.position() + bytes;
        if (needed > bytesMax) {
            throw new CommitRejectedException(
                    "transaction takes more than %d bytes of log; split it, or keep large content outside"
                            .formatted(bytesMax));
        }
        if (needed > buffer.capacity()) {
            int capacity = (int) Math.min(bytesMax, Math.max(needed, 2L * buffer.capacity()));
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
        return buffer;
    }
}
