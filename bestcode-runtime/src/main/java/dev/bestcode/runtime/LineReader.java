package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/// Cuts a channel's bytes into lines, and never holds more than the longest one that is allowed.
final class LineReader {
    private final ReadableByteChannel channel;
    private final int bytesMax;
    private final ByteBuffer buffer = ByteBuffer.allocate(8192).flip();

    LineReader(ReadableByteChannel channel, int bytesMax) {
        this.channel = channel;
        this.bytesMax = bytesMax;
    }

    sealed interface Line {}

    record Whole(Bytes bytes) implements Line {}

    /// A line that passed the bound; its bytes are gone, and the next one can be read.
    record TooLong() implements Line {}

    /// Wait for the next line, without its end; empty once there is none. What the peer did not end
    /// is no line.
    Optional<Line> next() throws IOException {
        var line = new ByteArrayOutputStream();
        boolean tooLong = false;
        while (buffer.hasRemaining() || fill()) {
            int end = indexOfNewline();
            int length = (end < 0 ? buffer.limit() : end) - buffer.position();
            tooLong |= line.size() + length > bytesMax;
            if (tooLong) {
                line.reset();
            } else {
                line.write(buffer.array(), buffer.position(), length);
            }
            buffer.position(end < 0 ? buffer.limit() : end + 1);
            if (end >= 0) {
                return Optional.of(
                        tooLong ? new TooLong() : new Whole(Bytes.of(line.toByteArray())));
            }
        }
        return Optional.empty();
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        buffer.flip();
        return read > 0;
    }

    private int indexOfNewline() {
        for (int at = buffer.position(); at < buffer.limit(); at++) {
            if (buffer.get(at) == '\n') {
                return at;
            }
        }
        return -1;
    }
}
