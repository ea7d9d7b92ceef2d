package dev.bestcode.acp;

import dev.bestcode.api.kernel.Bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Cuts a stream into lines, and never holds more than the longest one that is allowed. Used by one
/// thread.
final class LineReader {
    private static final int BUFFER_BYTES = 8192;

    private final InputStream in;
    private final int bytesMax;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;

    LineReader(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    sealed interface Line {}

    /// @param bytes without the line's end
    record Whole(Bytes bytes) implements Line {}

    /// Its bytes are gone, and the next one can be read.
    record TooLong() implements Line {}

    /// There are no more. What was not ended is no line.
    record End() implements Line {}

    Line next() throws IOException {
        var line = new ByteArrayOutputStream();
        boolean tooLong = false;
        while (from < to || fill()) {
            int end = newline();
            int length = (end < 0 ? to : end) - from;
            tooLong |= line.size() + length > bytesMax;
            if (tooLong) {
                line.reset();
            } else {
                line.write(buffer, from, length);
            }
            from = end < 0 ? to : end + 1;
            if (end >= 0) {
                return tooLong ? new TooLong() : new Whole(Bytes.of(line.toByteArray()));
            }
        }
        return new End();
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer);
        from = 0;
        to = Math.max(read, 0);
        return read > 0;
    }

    private int newline() {
        for (int at = from; at < to; at++) {
            if (buffer[at] == '\n') {
                return at;
            }
        }
        return -1;
    }
}
