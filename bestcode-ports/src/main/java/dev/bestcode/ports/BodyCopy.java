package dev.bestcode.ports;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Copies bodies, each piece as soon as it is there. Chunks are made anew, without extensions and
/// trailers, so that what goes on has one reading.
final class BodyCopy {
    private static final int PIECE_BYTES = 16 << 10;

    /// Fifteen hexadecimal digits: does not overflow.
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})([ \t]*;.*)?");

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// Trailers are dropped, but not without end.
    private static final int TRAILERS_MAX = 100;

    private final BoundedInput in;
    private final HeadReader lines;
    private final OutputStream out;
    private final Traffic.Count counted;
    private final byte[] piece = new byte[PIECE_BYTES];

    /// @param counted told of each piece's size before it goes on
    BodyCopy(BoundedInput in, HeadReader lines, OutputStream out, Traffic.Count counted) {
        this.in = in;
        this.lines = lines;
        this.out = out;
        this.counted = counted;
    }

    /// @throws EOFException when the body ends before its end
    void copy(Framing framing) throws IOException {
        switch (framing) {
            case Framing.None() -> {}
            case Framing.Length(var bytes) -> copyLength(bytes);
            case Framing.Chunked() -> copyChunks();
            case Framing.UntilClose() -> copyAll();
        }
    }

    private void copyLength(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            int count = in.read(piece, 0, (int) Math.min(left, piece.length));
            requireMore(count);
            counted.add(count);
            out.write(piece, 0, count);
            left -= count;
        }
    }

    private void copyChunks() throws IOException {
        for (long left = chunkSize(); left > 0; left = chunkSize()) {
            while (left > 0) {
                int room = piece.length - 2 * CHUNK_LINE_BYTES;
                int count = in.read(piece, CHUNK_LINE_BYTES, (int) Math.min(left, room));
                requireMore(count);
                counted.add(count);
                writeChunk(count);
                left -= count;
            }
            requireLineEnd();
        }
        dropTrailers();
        out.write(LAST_CHUNK);
    }

    /// The size of a piece in hexadecimal, and CR LF.
    private static final int CHUNK_LINE_BYTES = 6;

    private void writeChunk(int count) throws IOException {
        var line = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        int start = CHUNK_LINE_BYTES - line.length;
        System.arraycopy(line, 0, piece, start, line.length);
        int end = CHUNK_LINE_BYTES + count;
        piece[end] = '\r';
        piece[end + 1] = '\n';
        out.write(piece, start, end + 2 - start);
    }

    private void copyAll() throws IOException {
        for (int count = in.read(piece, 0, piece.length);
                count >= 0;
                count = in.read(piece, 0, piece.length)) {
            counted.add(count);
            out.write(piece, 0, count);
        }
    }

    private long chunkSize() throws IOException {
        var size = CHUNK_SIZE.matcher(lines.framingLine());
        if (!size.matches()) {
            throw new MalformedHeadException("a chunk without a proper size");
        }
        return Long.parseLong(size.group(1), 16);
    }

    private void requireLineEnd() throws IOException {
        if (in.require() != '\r' || in.require() != '\n') {
            throw new MalformedHeadException("a chunk longer than its size");
        }
    }

    private void dropTrailers() throws IOException {
        for (int i = 0; !lines.framingLine().isEmpty(); i++) {
            if (i == TRAILERS_MAX) {
                throw MalformedHeadException.tooLarge("more than " + TRAILERS_MAX + " trailers");
            }
        }
    }

    private static void requireMore(int count) throws EOFException {
        if (count < 0) {
            throw new EOFException("cut short");
        }
    }
}
