package dev.bestcode.tools;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Packs numbers and texts into bytes, small ones into few. Read back by [BlobReader].
final class BlobWriter {
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// @param value 0 or more
    BlobWriter number(long value) {
        long rest = value;
        while (rest > SEVEN_BITS) {
            bytes.write((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    BlobWriter text(String text) {
        return blob(text.getBytes(StandardCharsets.UTF_8));
    }

    BlobWriter blob(byte[] content) {
        number(content.length);
        bytes.writeBytes(content);
        return this;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
