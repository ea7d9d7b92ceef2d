package dev.bestcode.tools;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts text without ever splitting a code point, and says what was left out.
final class Truncation {
    /// What a model is shown of one result.
    static final int RESULT_BYTES_MAX = 50 * 1024;

    /// Room kept for the sentence that says what was left out.
    private static final int NOTE_BYTES = 200;

    private Truncation() {}

    /// The first code points of a line; what was cut is counted.
    static String line(String text, int codePointsMax) {
        if (text.length() <= codePointsMax) {
            return text;
        }
        int codePoints = text.codePointCount(0, text.length());
        if (codePoints <= codePointsMax) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, codePointsMax))
                + "… [%,d more characters]".formatted(codePoints - codePointsMax);
    }

    /// The text, or its head and tail when it is larger than a result may be.
    static String result(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= RESULT_BYTES_MAX) {
            return text;
        }
        int half = (RESULT_BYTES_MAX - NOTE_BYTES) / 2;
        int headEnd = charStart(bytes, half);
        int tailStart = nextCharStart(bytes, bytes.length - half);
        return utf8(bytes, 0, headEnd)
                + "\n… [%,d bytes left out here]\n".formatted(tailStart - headEnd)
                + utf8(bytes, tailStart, bytes.length);
    }

    static int utf8Length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // a surrogate is two of the four bytes of its pair
            length += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return length;
    }

    /// The start of the character that has a byte at the position; the position itself at the end.
    static int charStart(byte[] utf8, int at) {
        int start = at;
        while (start > 0 && start < utf8.length && at - start < 3 && isContinuation(utf8[start])) {
            start--;
        }
        return start;
    }

    static int nextCharStart(byte[] utf8, int at) {
        int start = at;
        while (start < utf8.length && start - at < 3 && isContinuation(utf8[start])) {
            start++;
        }
        return start;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static String utf8(byte[] bytes, int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8);
    }
}
