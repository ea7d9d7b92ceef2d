package dev.bestcode.api.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An immutable run of bytes, compared by content.
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A copy of the given bytes.
    public static Bytes of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /// The UTF-8 form of the text.
    public static Bytes ofUtf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public int size() {
        return bytes.length;
    }

    /// A copy.
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /// A read-only view, without a copy.
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /// The bytes as UTF-8; what is not UTF-8 becomes U+FFFD.
    public String utf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The first `max` bytes, or all of them.
    public Bytes head(int max) {
        return bytes.length <= max ? this : new Bytes(Arrays.copyOf(bytes, max));
    }

    public Sha256 sha256() {
        return Sha256.of(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
