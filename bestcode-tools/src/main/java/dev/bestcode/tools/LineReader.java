package dev.bestcode.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads lines of UTF-8 in memory that depends neither on the file's size nor on its longest line.
/// A line ends at LF, a CR before it is dropped; a byte order mark at the very start is dropped.
/// Not safe for several workers.
final class LineReader {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final int lineBytesMax;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;
    private byte[] line = new byte[256];
    private int lineBytes;
    private long lineLength;
    private long number;

    /// @param lineBytesMax of a line that are kept; the rest is counted
    LineReader(InputStream in, int lineBytesMax) {
        this.in = in;
        this.lineBytesMax = lineBytesMax;
    }

    /// Go to the next line.
    /// @return whether there is one
    boolean next() throws IOException {
        lineBytes = 0;
        lineLength = 0;
        if (position == filled && !fill()) {
            return false;
        }
        number++;
        do {
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            keep(position, end);
            position = end;
            if (end < filled) {
                position++;
                return true;
            }
        } while (fill());
        return true;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    private void keep(int from, int to) {
        lineLength += to - from;
        int count = Math.min(to - from, lineBytesMax - lineBytes);
        if (lineBytes + count > line.length) {
            line = Arrays.copyOf(line, Math.max(lineBytes + count, 2 * line.length));
        }
        System.arraycopy(buffer, from, line, lineBytes, count);
        lineBytes += count;
    }

    /// Of the current line, from 1; after the end, how many there were.
    long number() {
        return number;
    }

    /// What was kept of the current line, cut before a character that was not kept whole.
    String text() {
        int end = lineBytes;
        if (lineLength > lineBytes) {
            end = wholeCharacters(end);
        } else if (end > 0 && line[end - 1] == '\r') {
            end--;
        }
        int start = number == 1 && hasByteOrderMark(end) ? 3 : 0;
        return new String(line, start, end - start, StandardCharsets.UTF_8);
    }

    private int wholeCharacters(int end) {
        int start = end;
        while (start > 0 && end - start < 3 && (line[start - 1] & 0xC0) == 0x80) {
            start--;
        }
        return start > 0 && (line[start - 1] & 0x80) != 0 ? start - 1 : end;
    }

    private boolean hasByteOrderMark(int end) {
        return end >= 3
                && line[0] == (byte) 0xEF
                && line[1] == (byte) 0xBB
                && line[2] == (byte) 0xBF;
    }

    /// Bytes of the current line that are not in its text.
    long bytesLeftOut() {
        return lineLength > lineBytes ? lineLength - wholeCharacters(lineBytes) : 0;
    }
}
