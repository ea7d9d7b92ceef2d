package dev.bestcode.pipeline;

import java.nio.ByteBuffer;

/// Finds, in JSON that has been parsed, an escaped half of a surrogate pair without its other half.
/// Raw ones are no UTF-8, so they never get past the parser.
final class LoneSurrogates {
    /// Backslash, `u` and four digits.
    private static final int ESCAPE_BYTES = 6;

    private LoneSurrogates() {}

    static boolean in(ByteBuffer json) {
        int at = 0;
        while (at < json.limit()) {
            if (json.get(at) != '\\') {
                at++;
            } else if (json.get(at + 1) != 'u') {
                at += 2;
            } else {
                char first = escaped(json, at);
                at += ESCAPE_BYTES;
                if (Character.isHighSurrogate(first) && isLowAt(json, at)) {
                    at += ESCAPE_BYTES;
                } else if (Character.isSurrogate(first)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isLowAt(ByteBuffer json, int at) {
        return at + ESCAPE_BYTES <= json.limit()
                && json.get(at) == '\\'
                && json.get(at + 1) == 'u'
                && Character.isLowSurrogate(escaped(json, at));
    }

    private static char escaped(ByteBuffer json, int at) {
        int value = 0;
        for (int i = at + 2; i < at + ESCAPE_BYTES; i++) {
            value = value << 4 | Character.digit(json.get(i), 16);
        }
        return (char) value;
    }
}
