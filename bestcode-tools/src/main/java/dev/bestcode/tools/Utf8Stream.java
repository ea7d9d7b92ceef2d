package dev.bestcode.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/// A text of another encoding as UTF-8, in memory that does not depend on its size. What is
/// malformed becomes U+FFFD. Not safe for several workers.
final class Utf8Stream extends InputStream {
    private static final int CHARS = 8 * 1024;

    private final Reader reader;
    private final char[] chars = new char[CHARS];
    private int held;
    private byte[] bytes = new byte[0];
    private int position;

    Utf8Stream(InputStream in, TextEncoding encoding) {
        this.reader = new InputStreamReader(in, encoding.charset());
    }

    /// The stream itself when it is UTF-8 already.
    static InputStream of(InputStream in, TextEncoding encoding) {
        return encoding == TextEncoding.UTF_8 ? in : new Utf8Stream(in, encoding);
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, into, from, count);
        position += count;
        return count;
    }

    /// The first half of a pair waits for the second.
    private boolean fill() throws IOException {
        while (position == bytes.length) {
            int count = reader.read(chars, held, CHARS - held);
            int length = held + Math.max(0, count);
            if (length == 0) {
                return false;
            }
            boolean half = count > 0 && Character.isHighSurrogate(chars[length - 1]);
            int whole = half ? length - 1 : length;
            bytes = new String(chars, 0, whole).getBytes(StandardCharsets.UTF_8);
            position = 0;
            held = half ? 1 : 0;
            chars[0] = half ? chars[length - 1] : 0;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
