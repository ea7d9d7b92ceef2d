package dev.bestcode.tools;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what [BlobWriter] packed, in the same order.
final class BlobReader {
    private static final int BITS_MAX = 63;

    private final byte[] bytes;
    private int at;

    BlobReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    long number() {
        long value = 0;
        for (int bits = 0; bits < BITS_MAX; bits += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << bits;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 63 bits at byte " + at);
    }

    int integer() {
        return Math.toIntExact(number());
    }

    String text() {
        int length = integer();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    byte[] blob() {
        int length = integer();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /// Pass over a text.
    /// @return whether it is this one
    boolean textIs(byte[] utf8) {
        int length = integer();
        at += length;
        return Arrays.equals(bytes, at - length, at, utf8, 0, utf8.length);
    }
}
