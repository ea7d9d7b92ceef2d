package dev.bestcode.kernel;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Names that come again and again in the heads of ops: of listeners, tags, runs. Each is made
/// once, so that a log full of them neither costs nor keeps a million copies, and two that are the
/// same are found so at a glance.
///
/// One table for all kernels of the process, without a lock: a text is whole or not there, and a
/// lost one is made again, as is every one that is not plain ASCII. Content never comes here, so
/// none is kept beyond its erasure.
final class Names {
    /// A system has some dozens.
    private static final int SLOTS = 512;

    private static final int BYTES_MAX = 64;

    private static final @Nullable String[] SEEN = new String[SLOTS];

    private Names() {}

    /// The text of so many bytes of UTF-8 from `at` on.
    static String text(ByteBuffer bytes, int at, int length) {
        if (length == 0) {
            return "";
        }
        if (length > BYTES_MAX) {
            return read(bytes, at, length);
        }
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes.get(at + i);
        }
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        var seen = SEEN[slot];
        if (seen != null && isAscii(seen, bytes, at, length)) {
            return seen;
        }
        var text = read(bytes, at, length);
        SEEN[slot] = text;
        return text;
    }

    /// Whether the bytes are this text, each one a character of it; other bytes are negative.
    private static boolean isAscii(String text, ByteBuffer bytes, int at, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes.get(at + i)) {
                return false;
            }
        }
        return true;
    }

    private static String read(ByteBuffer bytes, int at, int length) {
        var utf8 = new byte[length];
        bytes.get(at, utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
