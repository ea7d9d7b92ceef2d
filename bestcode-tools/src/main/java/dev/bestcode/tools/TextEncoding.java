package dev.bestcode.tools;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How a text file's bytes are to be read.
enum TextEncoding {
    UTF_8(StandardCharsets.UTF_8, "UTF-8"),
    UTF_16LE(StandardCharsets.UTF_16LE, "UTF-16 (little-endian)"),
    UTF_16BE(StandardCharsets.UTF_16BE, "UTF-16 (big-endian)"),
    /// What is not UTF-8 and has no character that would be: every byte is one.
    LATIN_1(StandardCharsets.ISO_8859_1, "Latin-1");

    static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Charset charset;
    private final String shown;

    TextEncoding(Charset charset, String shown) {
        this.charset = charset;
        this.shown = shown;
    }

    Charset charset() {
        return charset;
    }

    String shown() {
        return shown;
    }

    /// Empty when it is binary: a NUL among the first bytes, without the mark of UTF-16.
    /// @param cut whether more bytes follow, so that the last character may be half of one
    static Optional<TextEncoding> of(byte[] head, int length, boolean cut) {
        if (length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            return Optional.of(UTF_16LE);
        }
        if (length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
            return Optional.of(UTF_16BE);
        }
        if (FileContent.isBinary(head, length)) {
            return Optional.empty();
        }
        return Optional.of(looksLatin(head, length, cut) ? LATIN_1 : UTF_8);
    }

    /// A damaged UTF-8 file has characters that are whole; by chance, Latin-1 text hardly ever has.
    private static boolean looksLatin(byte[] head, int length, boolean cut) {
        int whole = 0;
        int broken = 0;
        for (int at = 0; at < length; ) {
            int bytes = Utf8.sequenceLength(head, at, length);
            if (bytes == 0 && cut && length - at < 4) {
                break;
            }
            whole += bytes > 1 ? 1 : 0;
            broken += bytes == 0 ? 1 : 0;
            at += Math.max(1, bytes);
        }
        return broken > whole;
    }

    /// Empty when the bytes are malformed: writing them back would change what was not edited.
    Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// Empty when it has characters that this encoding lacks.
    Optional<byte[]> encode(String text) {
        try {
            var bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
            var whole = new byte[bytes.remaining()];
            bytes.get(whole);
            return Optional.of(whole);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
